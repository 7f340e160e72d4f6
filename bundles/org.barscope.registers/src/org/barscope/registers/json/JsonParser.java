// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strict parser for JSON (RFC 8259) that remembers where each value stands. */
final class JsonParser {
    static final int MAX_DEPTH = 200;

    /**
     * A value and its place.
     *
     * @param value a Map of String to Node, a List of Node, a String, a Number as written, a Boolean, or null
     * @param line line, from 1
     * @param column column, from 1
     */
    record Node(Object value, int line, int column) {
    }

    /** A number as written. */
    record Number(String digits) {
    }

    /** The text is not JSON. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final int column;

        Malformed(String message, int line, int column) {
            super(message);
            this.line = line;
            this.column = column;
        }

        int line() {
            return line;
        }

        int column() {
            return column;
        }
    }

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;
    private int depth;

    JsonParser(String text) {
        this.text = text;
    }

    Node parse() throws Malformed {
        Node root = value();
        skip();
        if (at < text.length()) {
            throw malformed("expected the end");
        }
        return root;
    }

    private Malformed malformed(String message) {
        return new Malformed(message, line, at - lineStart + 1);
    }

    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                lineStart = at + 1;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                return;
            }
            at++;
        }
    }

    private char peek() throws Malformed {
        skip();
        if (at >= text.length()) {
            throw malformed("unexpected end");
        }
        return text.charAt(at);
    }

    private void take(char c) throws Malformed {
        if (peek() != c) {
            throw malformed("expected " + c);
        }
        at++;
    }

    private Node value() throws Malformed {
        if (++depth > MAX_DEPTH) {
            throw malformed("nested more than " + MAX_DEPTH + " deep");
        }
        char c = peek();
        int startLine = line;
        int startColumn = at - lineStart + 1;
        Object value = switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
        depth--;
        return new Node(value, startLine, startColumn);
    }

    private Object word(String word, Object value) throws Malformed {
        if (!text.startsWith(word, at)) {
            throw malformed("expected a value");
        }
        at += word.length();
        return value;
    }

    private Map<String, Node> object() throws Malformed {
        Map<String, Node> object = new LinkedHashMap<>();
        take('{');
        if (peek() == '}') {
            at++;
            return object;
        }
        while (true) {
            if (peek() != '"') {
                throw malformed("expected a name in quotes");
            }
            String name = string();
            take(':');
            if (object.put(name, value()) != null) {
                throw malformed("the name " + name + " is used twice in one object");
            }
            if (peek() == '}') {
                at++;
                return object;
            }
            take(',');
        }
    }

    private List<Node> array() throws Malformed {
        List<Node> array = new ArrayList<>();
        take('[');
        if (peek() == ']') {
            at++;
            return array;
        }
        while (true) {
            array.add(value());
            if (peek() == ']') {
                at++;
                return array;
            }
            take(',');
        }
    }

    private String string() throws Malformed {
        take('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            if (at >= text.length()) {
                throw malformed("the string does not end");
            }
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                at--;
                throw malformed("a control character in a string; expected an escape");
            }
            value.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() throws Malformed {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    throw malformed("expected four hexadecimal digits");
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> throw malformed("an unknown escape");
        };
    }

    private Number number() throws Malformed {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.length() > 100 || !digits.matches("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?")) {
            at = start;
            throw malformed("expected a value");
        }
        return new Number(digits);
    }
}
