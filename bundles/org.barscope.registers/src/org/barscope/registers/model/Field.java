// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A named group of bits of a register. Access and modified write values are the effective ones: what a file leaves to
 * be inherited has been filled in.
 *
 * @param name identifier; holds {@code %s} when there is a dimension
 * @param description documentation, plain text
 * @param dimension repeats the field; the increment is in bits
 * @param bits position in the register, of the first element when repeated
 * @param access who may read and write
 * @param modifiedWriteValues what the device does with a written value
 * @param writeConstraint which values may be written
 * @param readAction what a read does besides returning the value
 * @param enumeratedValues names of values, by usage
 * @param userProperties properties of the source format that have no place here, by name
 */
public record Field(String name, Optional<String> description, Optional<Dimension> dimension, BitRange bits,
        Access access, ModifiedWriteValues modifiedWriteValues, Optional<WriteConstraint> writeConstraint,
        Optional<ReadAction> readAction, List<EnumeratedValues> enumeratedValues,
        Map<String, String> userProperties) {
    /** Refuses null and copies the collections. */
    public Field {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(dimension);
        Objects.requireNonNull(bits);
        Objects.requireNonNull(access);
        Objects.requireNonNull(modifiedWriteValues);
        Objects.requireNonNull(writeConstraint);
        Objects.requireNonNull(readAction);
        enumeratedValues = List.copyOf(enumeratedValues);
        userProperties = ordered(userProperties);
    }

    static Map<String, String> ordered(Map<String, String> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** A read-write field with nothing else said. */
    public static Builder builder(String name, BitRange bits) {
        return new Builder(name, bits);
    }

    /** A builder that starts from this field. */
    public Builder toBuilder() {
        Builder builder = new Builder(name, bits);
        builder.description = description;
        builder.dimension = dimension;
        builder.access = access;
        builder.modifiedWriteValues = modifiedWriteValues;
        builder.writeConstraint = writeConstraint;
        builder.readAction = readAction;
        builder.enumeratedValues = enumeratedValues;
        builder.userProperties = userProperties;
        return builder;
    }

    /** The values that explain what a read returned. */
    public Optional<EnumeratedValues> valuesForReading() {
        for (EnumeratedValues set : enumeratedValues) {
            if (set.usage().forReading()) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    /** The values to offer for a write. */
    public Optional<EnumeratedValues> valuesForWriting() {
        for (EnumeratedValues set : enumeratedValues) {
            if (set.usage().forWriting()) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    /** Element i of a repeated field, without a dimension. */
    Field element(int i) {
        Dimension repeat = dimension.orElseThrow();
        Builder builder = toBuilder();
        builder.name = repeat.nameOf(name, i);
        builder.bits = bits.shifted(Math.toIntExact(i * repeat.increment()));
        builder.dimension = Optional.empty();
        return builder.build();
    }

    /** Collects the components of a field. Not safe for use by several threads. */
    public static final class Builder {
        private String name;
        private BitRange bits;
        private Optional<String> description = Optional.empty();
        private Optional<Dimension> dimension = Optional.empty();
        private Access access = Access.READ_WRITE;
        private ModifiedWriteValues modifiedWriteValues = ModifiedWriteValues.MODIFY;
        private Optional<WriteConstraint> writeConstraint = Optional.empty();
        private Optional<ReadAction> readAction = Optional.empty();
        private List<EnumeratedValues> enumeratedValues = List.of();
        private Map<String, String> userProperties = Map.of();

        private Builder(String name, BitRange bits) {
            this.name = name;
            this.bits = bits;
        }

        /** Sets the name. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Sets the position. */
        public Builder bits(BitRange value) {
            bits = value;
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

        /** Sets who may read and write. */
        public Builder access(Access value) {
            access = value;
            return this;
        }

        /** Sets what the device does with a written value. */
        public Builder modifiedWriteValues(ModifiedWriteValues value) {
            modifiedWriteValues = value;
            return this;
        }

        /** Sets which values may be written; null for any. */
        public Builder writeConstraint(WriteConstraint value) {
            writeConstraint = Optional.ofNullable(value);
            return this;
        }

        /** Sets what a read does; null for nothing. */
        public Builder readAction(ReadAction value) {
            readAction = Optional.ofNullable(value);
            return this;
        }

        /** Sets the names of values. */
        public Builder enumeratedValues(List<EnumeratedValues> value) {
            enumeratedValues = value;
            return this;
        }

        /** Sets the properties that have no place elsewhere. */
        public Builder userProperties(Map<String, String> value) {
            userProperties = value;
            return this;
        }

        /** The field. */
        public Field build() {
            return new Field(name, description, dimension, bits, access, modifiedWriteValues, writeConstraint,
                    readAction, enumeratedValues, userProperties);
        }
    }
}
