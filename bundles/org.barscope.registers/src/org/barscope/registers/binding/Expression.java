// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.util.List;

/** A parsed expression over numbers, registers and configuration space. */
public sealed interface Expression {
    /** Where an expression takes its values from. */
    interface Values {
        /** The value of a register or field, by path. */
        long register(String path) throws ExpressionException;

        /** Configuration space of the device. */
        ConfigSpace config();

        /** Number of the array element, or 0. */
        long index();
    }

    /** A constant. */
    record Constant(long value) implements Expression {
        @Override
        public long evaluate(Values values) {
            return value;
        }
    }

    /** The number of the array element. */
    record Index() implements Expression {
        @Override
        public long evaluate(Values values) {
            return values.index();
        }
    }

    /** A register or field, by path. */
    record Reference(String path) implements Expression {
        @Override
        public long evaluate(Values values) throws ExpressionException {
            return values.register(path);
        }
    }

    /** A negation: two's complement for {@code -}, bits for {@code ~}. */
    record Unary(char operator, Expression operand) implements Expression {
        @Override
        public long evaluate(Values values) throws ExpressionException {
            long value = operand.evaluate(values);
            return operator == '~' ? ~value : -value;
        }
    }

    /** Two operands; the operator is one of {@code + - * < > & |}, the angles standing for shifts. */
    record Binary(char operator, Expression left, Expression right) implements Expression {
        @Override
        public long evaluate(Values values) throws ExpressionException {
            long a = left.evaluate(values);
            long b = right.evaluate(values);
            boolean gone = Long.compareUnsigned(b, 63) > 0;
            return switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                case '<' -> gone ? 0 : a << b;
                case '>' -> gone ? 0 : a >>> b;
                case '&' -> a & b;
                case '|' -> a | b;
                default -> throw new IllegalStateException("operator " + operator);
            };
        }
    }

    /** A look into configuration space. */
    record Call(String function, List<Expression> arguments) implements Expression {
        /** Copies the list. */
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public long evaluate(Values values) throws ExpressionException {
            long[] given = new long[arguments.size()];
            for (int i = 0; i < given.length; i++) {
                given[i] = arguments.get(i).evaluate(values);
            }
            ConfigSpace config = values.config();
            return switch (function) {
                case "cfg8" -> config.read(given[0], 1);
                case "cfg16" -> config.read(given[0], 2);
                case "cfg32" -> config.read(given[0], 4);
                case "cap" -> given.length == 1 ? config.capability(given[0])
                        : config.capability(given[0], given[1], given[2]);
                case "hascap" -> (given.length == 1 ? config.findCapability((int) given[0])
                        : config.findCapability((int) given[0], (int) given[1] & 0xFF, (int) given[2])).isPresent()
                                ? 1 : 0;
                case "hasecap" -> config.findExtendedCapability((int) given[0]).isPresent() ? 1 : 0;
                case "ecap" -> config.extendedCapability(given[0]);
                default -> throw new IllegalStateException("function " + function);
            };
        }
    }

    /**
     * The value, 64 bits unsigned.
     *
     * @throws ExpressionException if a register cannot be read or a capability is missing
     */
    long evaluate(Values values) throws ExpressionException;

    /**
     * Parses an expression.
     *
     * @throws ExpressionException with one line that says where and what was expected
     */
    static Expression parse(String text) throws ExpressionException {
        return new ExpressionParser(text).parse();
    }
}
