// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.barscope.registers.read.FaultLog;

/** Splits SystemRDL into tokens and follows includes. */
final class Lexer {
    private static final Pattern INCLUDE = Pattern.compile("`include\\s+\"([^\"]+)\"\\s*(//.*)?\\s*");
    private static final int MAX_INCLUDES = 200;
    private static final int MAX_INCLUDE_DEPTH = 16;
    private static final long MAX_INCLUDED_BYTES = 64L << 20;
    private static final String[] SYMBOLS = {"<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "%=", "->", "::",
        "**", "~&", "~|", "~^"};

    private final FaultLog faults;
    private final Path folder;
    private final List<Token> tokens = new ArrayList<>();
    private int includes;
    private long includedBytes;

    /**
     * Creates a lexer.
     *
     * @param folder folder that includes must stay in; null when there is none
     */
    Lexer(Path folder, FaultLog faults) {
        this.folder = folder;
        this.faults = faults;
    }

    /** All tokens of a file and of what it includes, and one that marks the end. */
    List<Token> tokens(String file, String text) {
        new Source(file, text, folder, 0).scan();
        Token last = tokens.isEmpty() ? null : tokens.getLast();
        tokens.add(new Token(Token.Kind.END, "", file, last == null ? 1 : last.line(),
                last == null ? 1 : last.column()));
        return tokens;
    }

    private final class Source {
        private final String file;
        private final String text;
        private final Path base;
        private final int depth;
        private int at;
        private int line = 1;
        private int lineStart;

        Source(String file, String text, Path base, int depth) {
            this.file = file;
            this.text = text;
            this.base = base;
            this.depth = depth;
        }

        void scan() {
            while (skip()) {
                char c = text.charAt(at);
                int start = at;
                int column = at - lineStart + 1;
                if (isLetter(c) || c == '\\') {
                    at += c == '\\' ? 1 : 0;
                    int from = at;
                    while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
                        at++;
                    }
                    add(Token.Kind.NAME, text.substring(from, at), column);
                } else if (isDigit(c)) {
                    number();
                    add(Token.Kind.NUMBER, text.substring(start, at), column);
                } else if (c == '"') {
                    string(column);
                } else if (c == '`') {
                    directive(column);
                } else {
                    symbol(column);
                }
            }
        }

        private void add(Token.Kind kind, String value, int column) {
            tokens.add(new Token(kind, value, file, line, column));
        }

        private void fault(int column, String message) {
            faults.error(file, line, column, "", message);
        }

        /** Moves to the next token; false at the end. */
        private boolean skip() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\n') {
                    newLine();
                } else if (text.startsWith("//", at)) {
                    int end = text.indexOf('\n', at);
                    at = end < 0 ? text.length() : end;
                    continue;
                } else if (text.startsWith("/*", at)) {
                    comment();
                    continue;
                } else if (c > ' ') {
                    return true;
                }
                at++;
            }
            return false;
        }

        private void newLine() {
            line++;
            lineStart = at + 1;
        }

        private void comment() {
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
                fault(at - lineStart + 1, "the comment does not end; expected */");
                end = text.length() - 2;
            }
            for (; at < end + 2; at++) {
                if (text.charAt(at) == '\n') {
                    newLine();
                }
            }
        }

        private void number() {
            while (at < text.length() && (isDigit(text.charAt(at)) || isLetter(text.charAt(at))
                    || text.charAt(at) == '\'')) {
                at++;
            }
        }

        private void string(int column) {
            int startLine = line;
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                char c = text.charAt(at);
                if (c == '\\' && at + 1 < text.length()) {
                    c = text.charAt(++at);
                }
                if (c == '\n') {
                    newLine();
                }
                value.append(c);
            }
            if (at >= text.length()) {
                faults.error(file, startLine, column, "", "the string does not end; expected \"");
            }
            at++;
            tokens.add(new Token(Token.Kind.STRING, value.toString(), file, startLine, column));
        }

        private void symbol(int column) {
            for (String symbol : SYMBOLS) {
                if (text.startsWith(symbol, at)) {
                    at += symbol.length();
                    add(Token.Kind.SYMBOL, symbol, column);
                    return;
                }
            }
            String symbol = text.substring(at, at + 1);
            at++;
            if ("{}[]()#;:,.=@?+-*/%<>&|^~!".contains(symbol)) {
                add(Token.Kind.SYMBOL, symbol, column);
            } else {
                fault(column, "the character '" + symbol + "' has no meaning here");
            }
        }

        private void directive(int column) {
            int end = text.indexOf('\n', at);
            String rest = text.substring(at, end < 0 ? text.length() : end);
            at += rest.length();
            Matcher include = INCLUDE.matcher(rest);
            if (!include.matches()) {
                fault(column, "preprocessing is not supported; expected nothing but `include \"file\"");
                return;
            }
            include(include.group(1), column);
        }

        private void include(String name, int column) {
            if (folder == null || depth >= MAX_INCLUDE_DEPTH || ++includes > MAX_INCLUDES) {
                fault(column, "the include of \"" + name + "\" is refused; expected at most " + MAX_INCLUDES
                        + " of them, " + MAX_INCLUDE_DEPTH + " deep, in a file that is stored in a folder");
                return;
            }
            try {
                Path root = folder.toRealPath();
                Path target = base.resolve(name).toRealPath();
                if (!target.startsWith(root)) {
                    fault(column, "the include of \"" + name + "\" leaves the folder of the description");
                    return;
                }
                includedBytes += Files.size(target);
                if (!Files.isRegularFile(target) || includedBytes > MAX_INCLUDED_BYTES) {
                    fault(column, "the include of \"" + name + "\" is no file, or makes too much text");
                    return;
                }
                String content = new String(Files.readAllBytes(target), StandardCharsets.UTF_8);
                new Source(root.relativize(target).toString(), content, target.getParent(), depth + 1).scan();
            } catch (IOException | InvalidPathException e) {
                fault(column, "the file \"" + name + "\" cannot be included; expected one in the folder of the "
                        + "description");
            }
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
