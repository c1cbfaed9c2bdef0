package io.aftercare.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.platform.Xml;
import java.io.IOException;
import java.util.List;
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
        } catch (IOException | SAXException e) {
            throw new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(name + " is neither .bpmn, .dmn nor .form");
    }

    /** The engine makes no definition from a process that says so; one that says nothing is deployed. */
    private static List<String> ids(byte[] content, String element) throws SAXException {
        return Xml.elements(Xml.parse(content), element).stream()
                .filter(definition -> !"false".equals(definition.getAttribute("isExecutable")))
                .map(definition -> definition.getAttribute("id"))
                .toList();
    }
}
