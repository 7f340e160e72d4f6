// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.Arrays;
import java.util.Optional;

/** How two unsigned numbers are compared. */
public enum Relation {
    EQUAL("=="), DIFFERENT("!="), LESS("<"), AT_MOST("<="), GREATER(">"), AT_LEAST(">=");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
        return sign;
    }

    /** The relation that is written so. */
    public static Optional<Relation> of(String sign) {
        return Arrays.stream(values()).filter(relation -> relation.sign.equals(sign)).findFirst();
    }

    /** Whether it holds. */
    public boolean holds(long left, long right) {
        int order = Long.compareUnsigned(left, right);
        return switch (this) {
            case EQUAL -> order == 0;
            case DIFFERENT -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }
}
