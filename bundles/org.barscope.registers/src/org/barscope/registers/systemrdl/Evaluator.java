// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Computes expressions: numbers, truth values, strings, and words that stand for themselves. */
final class Evaluator {
    /** A word or reference that stands for itself, such as {@code rw}. */
    record Word(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private Evaluator() {
    }

    static Object evaluate(Expr expr, Scope scope) throws RdlError {
        return switch (expr) {
            case Expr.Literal literal -> literal.value();
            case Expr.Name name -> scope.parameter(name.at().text()).orElseGet(() -> new Word(name.at().text()));
            case Expr.Reference reference -> reference(reference, scope);
            case Expr.Several several -> {
                StringBuilder text = new StringBuilder();
                for (Expr item : several.items()) {
                    text.append(text.isEmpty() ? "" : ", ").append(evaluate(item, scope));
                }
                yield new Word("{" + text + "}");
            }
            case Expr.Unary unary -> unary(unary, scope);
            case Expr.Choice choice -> evaluate(truth(choice.condition(), scope) ? choice.yes() : choice.no(), scope);
            case Expr.Binary binary -> binary(binary, scope);
        };
    }

    private static Object reference(Expr.Reference reference, Scope scope) throws RdlError {
        String text = reference.text();
        int colons = text.indexOf("::");
        Optional<Statement.Enumeration> enumeration = colons < 0 ? Optional.empty()
                : scope.enumeration(text.substring(0, colons));
        if (enumeration.isEmpty()) {
            return new Word(text);
        }
        List<Long> values = values(enumeration.get(), scope);
        for (int i = 0; i < values.size(); i++) {
            if (enumeration.get().entries().get(i).at().text().equals(text.substring(colons + 2))) {
                return values.get(i);
            }
        }
        throw new RdlError(reference.at(), enumeration.get().entries().stream().map(entry -> entry.at().text()).limit(9)
                .collect(Collectors.joining(", ", "no value " + text + "; expected one of ", "")));
    }

    /** The values of an enumeration: one that is not given is one more than the one before. */
    static List<Long> values(Statement.Enumeration enumeration, Scope scope) throws RdlError {
        List<Long> values = new ArrayList<>();
        for (Statement.Enumeration.Entry entry : enumeration.entries()) {
            values.add(entry.value().isPresent() ? number(entry.value().get(), scope)
                    : values.isEmpty() ? 0 : values.getLast() + 1);
        }
        return values;
    }

    private static Object unary(Expr.Unary unary, Scope scope) throws RdlError {
        if (unary.at().is("!")) {
            return !truth(unary.operand(), scope);
        }
        long value = number(unary.operand(), scope);
        return unary.at().is("-") ? -value : unary.at().is("~") ? ~value : value;
    }

    private static Object binary(Expr.Binary binary, Scope scope) throws RdlError {
        String operator = binary.at().text();
        switch (operator) {
            case "&&" -> {
                return truth(binary.left(), scope) && truth(binary.right(), scope);
            }
            case "||" -> {
                return truth(binary.left(), scope) || truth(binary.right(), scope);
            }
            case "==", "!=" -> {
                return evaluate(binary.left(), scope).equals(evaluate(binary.right(), scope)) == operator.equals("==");
            }
            default -> {
                // The others take numbers.
            }
        }
        long a = number(binary.left(), scope);
        long b = number(binary.right(), scope);
        boolean gone = Long.compareUnsigned(b, 63) > 0;
        if (b == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw new RdlError(binary.at(), "division by zero");
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> Long.divideUnsigned(a, b);
            case "%" -> Long.remainderUnsigned(a, b);
            case "<<" -> gone ? 0L : a << b;
            case ">>" -> gone ? 0L : a >>> b;
            case "&" -> a & b;
            case "|" -> a | b;
            case "^" -> a ^ b;
            case "~^" -> ~(a ^ b);
            case "<" -> Long.compareUnsigned(a, b) < 0;
            case ">" -> Long.compareUnsigned(a, b) > 0;
            case "<=" -> Long.compareUnsigned(a, b) <= 0;
            case ">=" -> Long.compareUnsigned(a, b) >= 0;
            default -> throw new RdlError(binary.at(), "the operator " + operator + " is not supported");
        };
    }

    static long number(Expr expr, Scope scope) throws RdlError {
        return switch (evaluate(expr, scope)) {
            case Long number -> number;
            case Boolean truth -> truth ? 1L : 0L;
            case Object other -> throw new RdlError(expr.at(), "found " + other + "; expected a number");
        };
    }

    static int number(Expr expr, Scope scope, int minimum, int maximum) throws RdlError {
        long value = number(expr, scope);
        if (value < minimum || value > maximum) {
            throw new RdlError(expr.at(), Long.toUnsignedString(value) + " is out of range; expected " + minimum
                    + " to " + maximum);
        }
        return (int) value;
    }

    private static boolean truth(Expr expr, Scope scope) throws RdlError {
        return switch (evaluate(expr, scope)) {
            case Long number -> number != 0;
            case Boolean truth -> truth;
            case Object other -> throw new RdlError(expr.at(), "found " + other + "; expected true or false");
        };
    }
}
