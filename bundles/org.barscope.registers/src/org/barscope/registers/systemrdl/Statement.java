// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.util.List;
import java.util.Optional;

/** What a SystemRDL file or component consists of. */
sealed interface Statement {
    /** Where it starts, for faults. */
    Token at();

    /**
     * A component: addrmap, regfile, reg, field, mem or signal.
     *
     * @param kind its kind
     * @param name its name; empty when anonymous
     * @param parameters parameters with their defaults
     * @param body what it holds
     */
    record Component(Token at, String kind, Optional<String> name, List<Parameter> parameters, List<Statement> body)
            implements Statement {
    }

    /** A parameter; the default may be missing. */
    record Parameter(Token at, String name, Optional<Expr> value) {
    }

    /**
     * Instances of a component.
     *
     * @param type name of the component; empty when it is given in place
     * @param inPlace the component
     * @param arguments values of parameters
     * @param aliasOf the register it is another view of
     * @param items the instances
     */
    record Instances(Token at, Optional<String> type, Optional<Component> inPlace, List<Parameter> arguments,
            Optional<String> aliasOf, List<Item> items) implements Statement {
    }

    /** One instance: name, dimensions or bits, reset, address, stride and alignment. */
    record Item(Token at, List<Expr> dimensions, Optional<Expr> msb, Optional<Expr> lsb, Optional<Expr> reset,
            Optional<Expr> address, Optional<Expr> stride, Optional<Expr> align) {
    }

    /** A property assigned where it stands; without a value it is true. */
    record Assign(Token at, boolean isDefault, String property, Optional<Expr> value) implements Statement {
    }

    /** A property assigned to an instance further down. */
    record Dynamic(Token at, List<String> path, boolean indexed, String property, Optional<Expr> value)
            implements Statement {
    }

    /** An enumeration. */
    record Enumeration(Token at, String name, List<Entry> entries) implements Statement {
        /** One value, with its name and description. */
        record Entry(Token at, Optional<Expr> value, Optional<String> name, Optional<String> description) {
        }
    }
}
