// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An element of an XML file with the place it was found at. Names are as written, prefix included.
 */
public final class XmlElement {
    /** Name of the pseudo elements that hold text between elements; only below elements whose content is kept as is. */
    public static final String TEXT = "#text";

    private final String name;
    private final XmlElement parent;
    private final int line;
    private final int column;
    private final Map<String, String> attributes;
    private List<XmlElement> children = List.of();
    private String text = "";

    XmlElement(String name, XmlElement parent, int line, int column, Map<String, String> attributes) {
        this.name = name;
        this.parent = parent;
        this.line = line;
        this.column = column;
        this.attributes = attributes;
    }

    void add(XmlElement child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(4);
        }
        children.add(child);
    }

    void text(String value) {
        text = value;
    }

    /** An element at the same place with other children. */
    public XmlElement withChildren(List<XmlElement> value) {
        XmlElement copy = new XmlElement(name, parent, line, column, attributes);
        copy.children = List.copyOf(value);
        copy.text = text;
        return copy;
    }

    /** Name as written. */
    public String name() {
        return name;
    }

    /** Name without its namespace prefix. */
    public String localName() {
        return name.substring(name.indexOf(':') + 1);
    }

    /** The element around this one; null for the root. */
    public XmlElement parent() {
        return parent;
    }

    /** Line of the start tag's end, from 1. */
    public int line() {
        return line;
    }

    /** Column of the start tag's end, from 1. */
    public int column() {
        return column;
    }

    /** Attributes by name as written. */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** Value of an attribute; null when it is missing. */
    public String attribute(String wanted) {
        return attributes.get(wanted);
    }

    /** Child elements in file order. */
    public List<XmlElement> children() {
        return children;
    }

    /** First child of this name; null when there is none. */
    public XmlElement child(String wanted) {
        for (XmlElement child : children) {
            if (child.name.equals(wanted)) {
                return child;
            }
        }
        return null;
    }

    /** All children of this name. */
    public List<XmlElement> children(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted)).toList();
    }

    /** Text directly in this element, without white space at its ends. */
    public String text() {
        return text;
    }

    /** Text of the first child of this name; null when there is none. */
    public String childText(String wanted) {
        XmlElement child = child(wanted);
        return child == null ? null : child.text;
    }

    /** Writes the content of this element as XML text. */
    public String innerXml() {
        StringBuilder out = new StringBuilder();
        children.forEach(child -> child.write(out));
        return out.toString();
    }

    private void write(StringBuilder out) {
        if (name.equals(TEXT)) {
            out.append(XmlText.escape(text));
            return;
        }
        out.append('<').append(name);
        attributes.forEach((key, value) -> out.append(' ').append(key).append("=\"").append(XmlText.escape(value))
                .append('"'));
        if (children.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        children.forEach(child -> child.write(out));
        out.append("</").append(name).append('>');
    }
}
