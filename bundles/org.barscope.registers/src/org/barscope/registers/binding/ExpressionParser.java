// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Recursive descent over the expressions of bindings. */
final class ExpressionParser {
    static final int MAX_LENGTH = 1000;

    private static final int MAX_DEPTH = 64;
    private static final Map<String, List<Integer>> FUNCTIONS = Map.of("cfg8", List.of(1), "cfg16", List.of(1),
            "cfg32", List.of(1), "cap", List.of(1, 3), "ecap", List.of(1), "hascap", List.of(1, 3),
            "hasecap", List.of(1));
    private static final String[][] LEVELS = {{"|"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*"}};

    private final String text;
    private int at;
    private int depth;

    ExpressionParser(String text) {
        this.text = text;
    }

    Expression parse() throws ExpressionException {
        if (text.length() > MAX_LENGTH) {
            throw new ExpressionException("the expression has " + text.length() + " characters; expected at most "
                    + MAX_LENGTH);
        }
        Expression result = binary(0);
        if (peek() != 0) {
            throw expected("an operator or the end");
        }
        return result;
    }

    private Expression binary(int level) throws ExpressionException {
        if (level == LEVELS.length) {
            return unary();
        }
        Expression left = binary(level + 1);
        int count = 0;
        for (String operator = operator(level); operator != null; operator = operator(level)) {
            if (++count > MAX_DEPTH) {
                throw new ExpressionException("'" + text + "' has too many operators in a row");
            }
            left = new Expression.Binary(operator.charAt(0), left, binary(level + 1));
        }
        return left;
    }

    private String operator(int level) {
        peek();
        for (String operator : LEVELS[level]) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return operator;
            }
        }
        return null;
    }

    private Expression unary() throws ExpressionException {
        if (++depth > MAX_DEPTH) {
            throw new ExpressionException("the expression is nested more than " + MAX_DEPTH + " deep");
        }
        char c = peek();
        Expression result;
        if (c == '-' || c == '~') {
            at++;
            result = new Expression.Unary(c, unary());
        } else if (c == '(') {
            at++;
            result = binary(0);
            take(')');
        } else if (c >= '0' && c <= '9') {
            result = number();
        } else if (isLetter(c)) {
            result = word();
        } else {
            throw expected("a number, a register or (");
        }
        depth--;
        return result;
    }

    private Expression number() throws ExpressionException {
        int start = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        String digits = text.substring(start, at).replace("_", "").toLowerCase(Locale.ROOT);
        OptionalLong value = OptionalLong.empty();
        try {
            value = OptionalLong.of(digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : digits.startsWith("0b") ? Long.parseUnsignedLong(digits.substring(2), 2)
                            : Long.parseUnsignedLong(digits));
        } catch (NumberFormatException e) {
            at = start;
            throw expected("a number such as 16, 0x10 or 0b1_0000");
        }
        return new Expression.Constant(value.getAsLong());
    }

    private Expression word() throws ExpressionException {
        StringBuilder path = new StringBuilder(part());
        while (at < text.length() && text.charAt(at) == '.') {
            at++;
            path.append('.').append(part());
        }
        String name = path.toString();
        List<Integer> counts = FUNCTIONS.get(name);
        if (counts != null && peek() == '(') {
            return call(name, counts);
        }
        if (name.equals("index")) {
            return new Expression.Index();
        }
        if (name.indexOf('.') < 0) {
            throw expected("a path such as BLOCK.REGISTER, index, or one of cfg8( cfg16( cfg32( cap( ecap( hascap( "
                    + "hasecap(");
        }
        return new Expression.Reference(name);
    }

    private String part() throws ExpressionException {
        int start = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || at > start && isDigit(text.charAt(at)))) {
            at++;
        }
        if (at == start) {
            throw expected("a name");
        }
        int bracket = at;
        if (at < text.length() && text.charAt(at) == '[') {
            at++;
            while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
                at++;
            }
            if (at == bracket + 1 || at >= text.length() || text.charAt(at) != ']') {
                throw expected("]");
            }
            at++;
        }
        return text.substring(start, at);
    }

    private Expression call(String name, List<Integer> counts) throws ExpressionException {
        take('(');
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(binary(0));
        } while (arguments.size() < 4 && peek() == ',' && at++ >= 0);
        take(')');
        if (!counts.contains(arguments.size())) {
            throw new ExpressionException(name + " has " + arguments.size() + " arguments; expected "
                    + (counts.size() == 1 ? "1" : "1 or 3"));
        }
        return new Expression.Call(name, arguments);
    }

    private void take(char c) throws ExpressionException {
        if (peek() != c) {
            throw expected(Character.toString(c));
        }
        at++;
    }

    /** The next character that is not white space; 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private ExpressionException expected(String what) {
        return new ExpressionException("'" + text + "', character " + (at + 1) + ": expected " + what);
    }
}
