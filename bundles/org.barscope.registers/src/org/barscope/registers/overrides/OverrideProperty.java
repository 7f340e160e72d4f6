// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.overrides;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.naming.ValueText;

/** What an override can change. */
public enum OverrideProperty {
    /** Documentation; empty for none. */
    DESCRIPTION("description", true, true),
    /** A note of the user, kept as the user property {@code comment}; empty for none. */
    COMMENT("comment", true, true),
    /** Name to show; empty for none. */
    DISPLAY_NAME("displayName", true, false),
    /** Why the register must not be read by itself; empty for no such reason. */
    GUARD("guard", true, false),
    /** Width of a bus access in bits: 8, 16, 32 or 64. */
    ACCESS_BITS("accessBits", true, false),
    /** Width of the register in bits, 1 to 64. */
    SIZE("size", true, false),
    /** Distance from the start of the enclosing block or cluster, in bytes. */
    OFFSET("offset", true, false),
    /** Value after a reset. */
    RESET_VALUE("resetValue", true, false),
    /** Which bits of the reset value are defined. */
    RESET_MASK("resetMask", true, false),
    /** Who may read and write, in the spelling of CMSIS-SVD. */
    ACCESS("access", true, true),
    /** What a read does, in the spelling of CMSIS-SVD; {@code none} for nothing. */
    READ_ACTION("readAction", true, true),
    /** What the device does with a written value, in the spelling of CMSIS-SVD. */
    MODIFIED_WRITE_VALUES("modifiedWriteValues", true, true),
    /** Position of a field, {@code [msb:lsb]} or {@code [bit]}. */
    BITS("bits", false, true);

    private final String attribute;
    private final boolean ofRegister;
    private final boolean ofField;

    OverrideProperty(String attribute, boolean ofRegister, boolean ofField) {
        this.attribute = attribute;
        this.ofRegister = ofRegister;
        this.ofField = ofField;
    }

    /** The attribute in the file. */
    public String attribute() {
        return attribute;
    }

    /** Whether registers have this property. */
    public boolean ofRegister() {
        return ofRegister;
    }

    /** Whether fields have this property. */
    public boolean ofField() {
        return ofField;
    }

    /**
     * What is wrong with a value, as far as it can be told without the register.
     *
     * @return one line that says what was expected; empty when nothing is wrong
     */
    public Optional<String> complaint(String value) {
        Consumer<String> check = switch (this) {
            case DESCRIPTION, COMMENT, DISPLAY_NAME, GUARD -> text -> { };
            case ACCESS_BITS -> OverrideProperty::accessBits;
            case SIZE -> OverrideProperty::size;
            case OFFSET, RESET_VALUE, RESET_MASK -> OverrideProperty::number;
            case ACCESS -> OverrideProperty::access;
            case READ_ACTION -> OverrideProperty::readAction;
            case MODIFIED_WRITE_VALUES -> OverrideProperty::modifiedWriteValues;
            case BITS -> OverrideProperty::bits;
        };
        try {
            check.accept(value);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    static OptionalInt accessBits(String text) {
        if (!text.matches("8|16|32|64")) {
            throw new IllegalArgumentException("expected 8, 16, 32 or 64");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    static OptionalInt size(String text) {
        if (!text.matches("[1-9][0-9]?") || Integer.parseInt(text) > 64) {
            throw new IllegalArgumentException("expected 1 to 64");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    static OptionalLong number(String text) {
        return OptionalLong.of(ValueText.parse(text, 64));
    }

    static Access access(String text) {
        return Access.ofToken(text).orElseThrow(() -> new IllegalArgumentException(
                "expected read-only, write-only, read-write, writeOnce or read-writeOnce"));
    }

    static Optional<ReadAction> readAction(String text) {
        if (text.equals("none")) {
            return Optional.empty();
        }
        return Optional.of(ReadAction.ofToken(text).orElseThrow(
                () -> new IllegalArgumentException("expected none, clear, set, modify or modifyExternal")));
    }

    static ModifiedWriteValues modifiedWriteValues(String text) {
        return ModifiedWriteValues.ofToken(text).orElseThrow(() -> new IllegalArgumentException("expected oneToClear, "
                + "oneToSet, oneToToggle, zeroToClear, zeroToSet, zeroToToggle, clear, set or modify"));
    }

    static BitRange bits(String text) {
        if (!text.matches("\\[[0-9]{1,2}(:[0-9]{1,2})?\\]")) {
            throw new IllegalArgumentException("expected [msb:lsb] or [bit]");
        }
        String[] ends = text.substring(1, text.length() - 1).split(":");
        int msb = Integer.parseInt(ends[0]);
        return new BitRange(ends.length == 1 ? msb : Integer.parseInt(ends[1]), msb);
    }
}
