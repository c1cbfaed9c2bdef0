package io.aftercare.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A diagram, table or form that comes with the program.
 *
 * @param name its path on the class path, which is its resource name in the deployment
 * @param keys of all definitions that the engine makes from it
 */
record BundledModel(String name, byte[] content, Kind kind, List<String> keys) {

    enum Kind {
        PROCESS,
        DECISION,
        FORM
    }

    /** @throws IllegalArgumentException the content is not what the name says it is */
    static BundledModel read(String name, byte[] content) {
        try {
            if (name.endsWith(".bpmn")) {
                return new BundledModel(name, content, Kind.PROCESS, ids(content, "process"));
            }
            if (name.endsWith(".dmn")) {
                return new BundledModel(name, content, Kind.DECISION, ids(content, "decision"));
            }
            if (name.endsWith(".form")) {
                String id = new ObjectMapper().readTree(content).path("id").asText();
                return new BundledModel(name, content, Kind.FORM, List.of(id));
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(name + " is neither .bpmn, .dmn nor .form");
    }

    private static List<String> ids(byte[] content, String element)
            throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        NodeList found = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(content))
                .getElementsByTagNameNS("*", element);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element definition = (Element) found.item(i);
            // the engine makes no definition from a process that says so; one that says nothing is deployed
            if (!"false".equals(definition.getAttribute("isExecutable"))) {
                ids.add(definition.getAttribute("id"));
            }
        }
        return ids;
    }
}
