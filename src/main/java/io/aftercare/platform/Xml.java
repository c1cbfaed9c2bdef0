package io.aftercare.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the XML that people hand in; what it names outside of itself is not fetched. */
public final class Xml {

    private Xml() {}

    /**
     * The document, without its comments.
     *
     * @throws SAXException if it is not well-formed or declares a document type; the message names the line
     */
    public static Document parse(byte[] content) throws SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setIgnoringComments(true);
            factory.setCoalescing(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // the builder's own writes to the console
            return builder.parse(new ByteArrayInputStream(content));
        } catch (SAXParseException e) {
            throw new SAXException("第 " + e.getLineNumber() + " 行：" + e.getMessage(), e);
        } catch (IOException e) {
            throw new SAXException(e); // bytes that are no text
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All elements of this local name, or of any for {@code *}, in the order in which they begin. */
    public static List<Element> elements(Document document, String name) {
        return list(document.getElementsByTagNameNS("*", name));
    }

    /** The same within an element, which is not among them. */
    public static List<Element> elements(Element within, String name) {
        return list(within.getElementsByTagNameNS("*", name));
    }

    private static List<Element> list(NodeList found) {
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
