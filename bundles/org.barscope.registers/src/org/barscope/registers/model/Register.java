// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A register (CMSIS-SVD {@code registerType}). Size, access and reset are the effective ones: what a file leaves to be
 * inherited has been filled in.
 *
 * @param name identifier; holds {@code %s} when there is a dimension
 * @param displayName name to show, without the limits of an identifier
 * @param description documentation, plain text
 * @param dimension repeats the register; the increment is in bytes
 * @param alternateGroup the mode in which this description of the address holds
 * @param alternateRegister the register that describes the same address in another way
 * @param offset distance in bytes from the start of the enclosing block or cluster
 * @param properties effective properties; size and access are always present
 * @param accessBits width of a bus access in bits when it is not the size rounded up to 8, 16, 32 or 64
 * @param dataType the C type in generated headers
 * @param modifiedWriteValues what the device does with a written value, for bits that no field describes
 * @param writeConstraint which words may be written
 * @param readAction what a read does besides returning the value
 * @param guardNote the user's reason why this register must not be read by itself
 * @param fields fields in file order, repeated ones once
 * @param userProperties properties of the source format that have no place here, by name
 */
public record Register(String name, Optional<String> displayName, Optional<String> description,
        Optional<Dimension> dimension, Optional<String> alternateGroup, Optional<String> alternateRegister,
        long offset, RegisterProperties properties, OptionalInt accessBits, Optional<String> dataType,
        ModifiedWriteValues modifiedWriteValues, Optional<WriteConstraint> writeConstraint,
        Optional<ReadAction> readAction, Optional<String> guardNote, List<Field> fields,
        Map<String, String> userProperties) implements RegisterNode {
    /** Refuses null, missing size or access, and an access width other than 8, 16, 32 or 64; copies collections. */
    public Register {
        Objects.requireNonNull(name);
        Objects.requireNonNull(displayName);
        Objects.requireNonNull(description);
        Objects.requireNonNull(dimension);
        Objects.requireNonNull(alternateGroup);
        Objects.requireNonNull(alternateRegister);
        if (properties.size().isEmpty() || properties.access().isEmpty()) {
            throw new IllegalArgumentException("register " + name + " has no size or no access");
        }
        if (accessBits.isPresent() && !isBusWidth(accessBits.getAsInt())) {
            throw new IllegalArgumentException("an access has 8, 16, 32 or 64 bits, not " + accessBits.getAsInt());
        }
        Objects.requireNonNull(dataType);
        Objects.requireNonNull(modifiedWriteValues);
        Objects.requireNonNull(writeConstraint);
        Objects.requireNonNull(readAction);
        Objects.requireNonNull(guardNote);
        fields = List.copyOf(fields);
        userProperties = Field.ordered(userProperties);
    }

    /** A read-write register with nothing else said. */
    public static Builder builder(String name, long offset, int size) {
        return new Builder(name, offset, RegisterProperties.of(size, Access.READ_WRITE));
    }

    /** A builder that starts from this register. */
    public Builder toBuilder() {
        Builder builder = new Builder(name, offset, properties);
        builder.displayName = displayName;
        builder.description = description;
        builder.dimension = dimension;
        builder.alternateGroup = alternateGroup;
        builder.alternateRegister = alternateRegister;
        builder.accessBits = accessBits;
        builder.dataType = dataType;
        builder.modifiedWriteValues = modifiedWriteValues;
        builder.writeConstraint = writeConstraint;
        builder.readAction = readAction;
        builder.guardNote = guardNote;
        builder.fields = fields;
        builder.userProperties = userProperties;
        return builder;
    }

    private static boolean isBusWidth(int bits) {
        return bits == 8 || bits == 16 || bits == 32 || bits == 64;
    }

    /** Width in bits, 1 to 64. */
    public int size() {
        return properties.size().getAsInt();
    }

    /** Who may read and write. */
    public Access access() {
        return properties.access().get();
    }

    /** Width of one bus access in bytes: 1, 2, 4 or 8. */
    public int accessBytes() {
        if (accessBits.isPresent()) {
            return accessBits.getAsInt() / 8;
        }
        int bytes = (size() + 7) / 8;
        return bytes <= 2 ? bytes : bytes <= 4 ? 4 : 8;
    }

    /** Bytes that the register occupies: 1, 2, 4 or 8. */
    public int bytes() {
        int bytes = (size() + 7) / 8;
        return bytes <= 2 ? bytes : bytes <= 4 ? 4 : 8;
    }

    /** All bits of the register set. */
    public long mask() {
        return BitRange.ones(size());
    }

    /** The value after a reset, when the description gives one; a missing mask means that every bit is defined. */
    public Optional<Reset> reset() {
        OptionalLong value = properties.resetValue();
        return value.isEmpty() ? Optional.empty()
                : Optional.of(new Reset(value.getAsLong(), properties.resetMask().orElse(-1L) & mask()));
    }

    /** The fields with repeated ones expanded. Cost: a new list only when a field is repeated. */
    public List<Field> flatFields() {
        boolean repeated = false;
        for (Field field : fields) {
            repeated |= field.dimension().isPresent();
        }
        if (!repeated) {
            return fields;
        }
        List<Field> flat = new ArrayList<>();
        for (Field field : fields) {
            if (field.dimension().isEmpty()) {
                flat.add(field);
                continue;
            }
            for (int i = 0; i < field.dimension().get().count(); i++) {
                flat.add(field.element(i));
            }
        }
        return List.copyOf(flat);
    }

    /** The field of this name, among the expanded ones. */
    public Optional<Field> field(String wanted) {
        return flatFields().stream().filter(field -> field.name().equals(wanted)).findFirst();
    }

    /**
     * Why this register must not be read without being asked for by name; empty when it is safe. One field with a read
     * action guards its register, and so does being write-only throughout.
     */
    public Optional<Guard> guard() {
        if (guardNote.isPresent()) {
            return Optional.of(new Guard(Guard.Kind.NOTE, name + " is marked as not to be read: " + guardNote.get()));
        }
        if (readAction.isPresent()) {
            return Optional.of(new Guard(Guard.Kind.READ_ACTION, name + " " + readAction.get().effect()));
        }
        for (Field field : fields) {
            if (field.readAction().isPresent()) {
                return Optional.of(new Guard(Guard.Kind.READ_ACTION,
                        "field " + field.name() + " of " + name + " " + field.readAction().get().effect()));
            }
        }
        boolean onlyWritten = fields.isEmpty() ? !access().readable()
                : fields.stream().noneMatch(field -> field.access().readable());
        return onlyWritten ? Optional.of(new Guard(Guard.Kind.WRITE_ONLY, name + " is write-only"))
                : Optional.empty();
    }

    /** Collects the components of a register. Not safe for use by several threads. */
    public static final class Builder {
        private String name;
        private long offset;
        private RegisterProperties properties;
        private Optional<String> displayName = Optional.empty();
        private Optional<String> description = Optional.empty();
        private Optional<Dimension> dimension = Optional.empty();
        private Optional<String> alternateGroup = Optional.empty();
        private Optional<String> alternateRegister = Optional.empty();
        private OptionalInt accessBits = OptionalInt.empty();
        private Optional<String> dataType = Optional.empty();
        private ModifiedWriteValues modifiedWriteValues = ModifiedWriteValues.MODIFY;
        private Optional<WriteConstraint> writeConstraint = Optional.empty();
        private Optional<ReadAction> readAction = Optional.empty();
        private Optional<String> guardNote = Optional.empty();
        private List<Field> fields = List.of();
        private Map<String, String> userProperties = Map.of();

        private Builder(String name, long offset, RegisterProperties properties) {
            this.name = name;
            this.offset = offset;
            this.properties = properties;
        }

        /** Sets the name. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Sets the distance from the start of the enclosing block or cluster. */
        public Builder offset(long value) {
            offset = value;
            return this;
        }

        /** Sets the effective properties, which need a size and an access. */
        public Builder properties(RegisterProperties value) {
            properties = value;
            return this;
        }

        /** Sets who may read and write. */
        public Builder access(Access value) {
            properties = new RegisterProperties(properties.size(), Optional.of(value), properties.protection(),
                    properties.resetValue(), properties.resetMask());
            return this;
        }

        /** Sets the value after a reset, all bits defined. */
        public Builder reset(long value) {
            properties = properties.withReset(value);
            return this;
        }

        /** Sets the name to show; null for none. */
        public Builder displayName(String value) {
            displayName = Optional.ofNullable(value);
            return this;
        }

        /** Sets the documentation; null for none. */
        public Builder description(String value) {
            description = Optional.ofNullable(value);
            return this;
        }

        /** Sets the repetition; null for none. */
        public Builder dimension(Dimension value) {
            dimension = Optional.ofNullable(value);
            return this;
        }

        /** Sets the mode in which this description holds; null for none. */
        public Builder alternateGroup(String value) {
            alternateGroup = Optional.ofNullable(value);
            return this;
        }

        /** Sets the register that describes the same address; null for none. */
        public Builder alternateRegister(String value) {
            alternateRegister = Optional.ofNullable(value);
            return this;
        }

        /** Sets the width of a bus access in bits. */
        public Builder accessBits(OptionalInt value) {
            accessBits = value;
            return this;
        }

        /** Sets the C type in generated headers; null for none. */
        public Builder dataType(String value) {
            dataType = Optional.ofNullable(value);
            return this;
        }

        /** Sets what the device does with a written value. */
        public Builder modifiedWriteValues(ModifiedWriteValues value) {
            modifiedWriteValues = value;
            return this;
        }

        /** Sets which words may be written; null for any. */
        public Builder writeConstraint(WriteConstraint value) {
            writeConstraint = Optional.ofNullable(value);
            return this;
        }

        /** Sets what a read does; null for nothing. */
        public Builder readAction(ReadAction value) {
            readAction = Optional.ofNullable(value);
            return this;
        }

        /** Sets the user's reason against reading; null for none. */
        public Builder guardNote(String value) {
            guardNote = Optional.ofNullable(value);
            return this;
        }

        /** Sets the fields. */
        public Builder fields(List<Field> value) {
            fields = value;
            return this;
        }

        /** Sets the properties that have no place elsewhere. */
        public Builder userProperties(Map<String, String> value) {
            userProperties = value;
            return this;
        }

        /** The register. */
        public Register build() {
            return new Register(name, displayName, description, dimension, alternateGroup, alternateRegister, offset,
                    properties, accessBits, dataType, modifiedWriteValues, writeConstraint, readAction, guardNote,
                    fields, userProperties);
        }
    }
}
