// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.xml;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;

/**
 * Reads a whole XML file into a tree. A document type declaration is refused, and with it every external entity.
 */
public final class XmlTree {
    /** Deepest nesting of elements that is read. */
    public static final int MAX_DEPTH = 64;

    private static final int REPORT_EVERY = 4096;

    private final FaultLog faults;
    private final ReadMonitor monitor;
    private final Set<String> verbatim;
    private final Map<String, String> names = new HashMap<>();
    private int seen;

    private XmlTree(FaultLog faults, ReadMonitor monitor, Set<String> verbatim) {
        this.faults = faults;
        this.monitor = monitor;
        this.verbatim = verbatim;
    }

    /**
     * Reads a file.
     *
     * @param content bytes of the file
     * @param verbatim elements below which text between elements is kept
     * @return the root; null when the file is not well-formed, which is then the last fault of the log
     */
    public static XmlElement read(byte[] content, Set<String> verbatim, FaultLog faults, ReadMonitor monitor) {
        return new XmlTree(faults, monitor, verbatim).run(content);
    }

    private XmlElement run(byte[] content) {
        OptionalInt malformed = Utf8.malformed(content);
        if (malformed.isPresent()) {
            int at = malformed.getAsInt();
            String before = new String(content, 0, at, StandardCharsets.UTF_8);
            faults.error(1 + (int) before.chars().filter(c -> c == '\n').count(),
                    before.length() - before.lastIndexOf('\n'), "", "not well-formed XML: byte 0x"
                            + Integer.toHexString(content[at] & 0xff) + " is not UTF-8; if the file is in another "
                            + "encoding, its first line has to say so");
            return null;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        ByteArrayInputStream in = new ByteArrayInputStream(content);
        try {
            XMLStreamReader reader = open(factory, in);
            XmlElement root = elements(reader, in, content.length);
            reader.close();
            return root;
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
            int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNumber());
            faults.error(line, column, "", "not well-formed XML: " + detail(e));
            return null;
        }
    }

    // The parser of the JDK meets some malformed files, such as those with a broken document type declaration, with a
    // runtime exception of one kind or another. For the user they are what every other malformed file is.

    private static XMLStreamReader open(XMLInputFactory factory, ByteArrayInputStream in) throws XMLStreamException {
        try {
            return factory.createXMLStreamReader(in);
        } catch (RuntimeException e) {
            throw new XMLStreamException("the XML parser cannot make sense of the start of the file", e);
        }
    }

    private static int next(XMLStreamReader reader) throws XMLStreamException {
        try {
            return reader.next();
        } catch (RuntimeException e) {
            throw new XMLStreamException("the XML parser cannot make sense of what follows", reader.getLocation(), e);
        }
    }

    private XmlElement elements(XMLStreamReader reader, ByteArrayInputStream in, int total) throws XMLStreamException {
        XmlElement root = null;
        XmlElement current = null;
        XmlElement verbatimRoot = null;
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (reader.hasNext()) {
            switch (next(reader)) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > MAX_DEPTH) {
                        throw new XMLStreamException("elements are nested more than " + MAX_DEPTH + " deep",
                                reader.getLocation());
                    }
                    report(total - in.available(), total);
                    text = endText(current, text, verbatimRoot != null, false);
                    XmlElement element = start(reader, current);
                    if (current == null) {
                        root = element;
                    } else {
                        current.add(element);
                    }
                    current = element;
                    if (verbatimRoot == null && verbatim.contains(element.name())) {
                        verbatimRoot = element;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    text = endText(current, text, verbatimRoot != null, true);
                    if (current == verbatimRoot) {
                        verbatimRoot = null;
                    }
                    current = current.parent();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (current != null) {
                        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                    }
                }
                case XMLStreamConstants.DTD -> throw new XMLStreamException(
                        "a document type declaration is refused", reader.getLocation());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException(
                        "the entity &" + reader.getLocalName() + "; is refused", reader.getLocation());
                default -> {
                    // Comments, processing instructions and white space around the root say nothing.
                }
            }
        }
        monitor.progress(total, total);
        return root;
    }

    private XmlElement start(XMLStreamReader reader, XmlElement parent) {
        Map<String, String> attributes = Map.of();
        if (reader.getAttributeCount() > 0) {
            attributes = new LinkedHashMap<>();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                attributes.put(shared(qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i))),
                        reader.getAttributeValue(i));
            }
        }
        String name = shared(qualified(reader.getPrefix(), reader.getLocalName()));
        return new XmlElement(name, parent, reader.getLocation().getLineNumber(),
                reader.getLocation().getColumnNumber(), attributes);
    }

    private static String qualified(String prefix, String local) {
        return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    }

    private String shared(String name) {
        String known = names.putIfAbsent(name, name);
        return known == null ? name : known;
    }

    private StringBuilder endText(XmlElement element, StringBuilder text, boolean keep, boolean end) {
        if (element == null || text.isEmpty()) {
            return text;
        }
        if (keep) {
            XmlElement node = new XmlElement(XmlElement.TEXT, element, element.line(), element.column(), Map.of());
            node.text(text.toString());
            element.add(node);
        } else {
            String stripped = text.toString().strip();
            if (!stripped.isEmpty()) {
                if (!element.children().isEmpty() || !end) {
                    faults.error(element.line(), element.column(), "<" + element.name() + ">",
                            "text between elements: '" + shorten(stripped) + "'; expected elements only");
                } else {
                    element.text(stripped);
                }
            }
        }
        text.setLength(0);
        return text.capacity() > 1 << 16 ? new StringBuilder() : text;
    }

    private void report(long done, long total) {
        if (++seen % REPORT_EVERY == 0) {
            if (monitor.cancelled()) {
                throw new CancellationException("reading " + faults.file() + " was cancelled");
            }
            monitor.progress(done, total);
        }
    }

    /** The text cut to a length that fits in one line of a message. */
    public static String shorten(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 40 ? line : line.substring(0, 39) + "…";
    }

    private static String detail(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("Message: ");
        return (at < 0 ? message : message.substring(at + "Message: ".length())).replaceAll("\\s+", " ").strip();
    }
}
