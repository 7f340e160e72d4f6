// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Optional;

/**
 * What a read does to the register or field besides returning its value (CMSIS-SVD {@code readActionType}).
 */
public enum ReadAction {
    /** Reading clears it. */
    CLEAR("clear", "is cleared by a read"),
    /** Reading sets every bit of it. */
    SET("set", "is set by a read"),
    /** Reading changes it in some other way, such as taking an entry from a queue. */
    MODIFY("modify", "is changed by a read"),
    /** Reading changes something else in the device. */
    MODIFY_EXTERNAL("modifyExternal", "changes another resource when it is read");

    private final String token;
    private final String effect;

    ReadAction(String token, String effect) {
        this.token = token;
        this.effect = effect;
    }

    /** The spelling used in CMSIS-SVD files. */
    public String token() {
        return token;
    }

    /** A predicate that completes a sentence whose subject is the register or field. */
    public String effect() {
        return effect;
    }

    /** The constant with this CMSIS-SVD spelling. */
    public static Optional<ReadAction> ofToken(String token) {
        return Tokens.find(values(), ReadAction::token, token);
    }
}
