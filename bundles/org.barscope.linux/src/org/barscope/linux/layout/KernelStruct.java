// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.layout;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layout of a structure of a kernel header, with the kernel's names: fields at their natural alignment, and perhaps
 * an array without a length at the end. Both architectures lay out these structures alike.
 *
 * <p>Fields are found by name. That costs a hash lookup, nothing beside the system call they are for, and it lets a
 * test compare every one with the C compiler's idea of it.
 */
public final class KernelStruct {
    private final String header;
    private final String name;
    private final Map<String, Field> fields;
    private final StructLayout layout;

    /**
     * A member.
     *
     * @param name the kernel's name
     * @param offset where it is, in bytes
     * @param size how large it is, in bytes; 0 for the array without a length at the end
     * @param signed whether a value is to be sign-extended
     * @param elementSize the size of an element of an array, otherwise 0
     */
    public record Field(String name, long offset, long size, boolean signed, long elementSize) {
    }

    private KernelStruct(Builder builder) {
        this.header = builder.header;
        this.name = builder.name;
        this.fields = Map.copyOf(builder.fields);
        this.layout = MemoryLayout.structLayout(builder.members.toArray(MemoryLayout[]::new)).withName(builder.name);
    }

    /**
     * Starts to describe a structure.
     *
     * @param header the header it is in, for example {@code linux/vfio.h}
     * @param name its name without {@code struct}
     * @return a builder that takes the members in order
     */
    public static Builder of(String header, String name) {
        return new Builder(header, name);
    }

    /** {@return the header it is in} */
    public String header() {
        return header;
    }

    /** {@return its name without {@code struct}} */
    public String name() {
        return name;
    }

    /** {@return {@code sizeof}, without the elements of an array at the end} */
    public long size() {
        return layout.byteSize();
    }

    /** {@return its layout; the array at the end has no elements} */
    public StructLayout layout() {
        return layout;
    }

    /**
     * Finds a member.
     *
     * @param field the kernel's name
     * @return the member
     * @throws IllegalArgumentException when there is none
     */
    public Field field(String field) {
        Field found = fields.get(field);
        if (found == null) {
            throw new IllegalArgumentException("struct " + name + " has no member " + field);
        }
        return found;
    }

    /** {@return the members, in no order} */
    public Iterable<Field> fields() {
        return fields.values();
    }

    /**
     * Allocates a zeroed structure.
     *
     * @param arena where
     * @return memory of its size
     */
    public MemorySegment allocate(Arena arena) {
        return arena.allocate(size(), Long.BYTES);
    }

    /**
     * Allocates a zeroed structure with an array at its end.
     *
     * @param arena where
     * @param elements how many elements the array has
     * @return memory for all
     */
    public MemorySegment allocate(Arena arena, int elements) {
        return arena.allocate(elementOffset(elements), Long.BYTES);
    }

    /**
     * Tells where an element of the array at the end is.
     *
     * @param index which, its length for the end of all
     * @return the offset in bytes
     */
    public long elementOffset(int index) {
        for (Field field : fields.values()) {
            if (field.size() == 0) {
                return field.offset() + index * field.elementSize();
            }
        }
        throw new IllegalArgumentException("struct " + name + " has no array at its end");
    }

    /**
     * Reads a member of 1, 2, 4 or 8 bytes.
     *
     * @param struct memory that holds the structure
     * @param member the kernel's name
     * @return the value, extended as its type demands
     */
    public long get(MemorySegment struct, String member) {
        Field field = field(member);
        long offset = field.offset();
        return switch ((int) field.size()) {
            case 1 -> struct.get(ValueLayout.JAVA_BYTE, offset) & 0xffL;
            case 2 -> struct.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset) & 0xffffL;
            case 4 -> {
                int value = struct.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
                yield field.signed() ? value : Integer.toUnsignedLong(value);
            }
            case 8 -> struct.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
            default -> throw new IllegalArgumentException("struct " + name + "." + member + " is not a number");
        };
    }

    /**
     * Reads a member of at most 4 bytes as an int; flags and counts are such.
     *
     * @param struct memory that holds the structure
     * @param member the kernel's name
     * @return the value, to be taken as unsigned
     */
    public int getInt(MemorySegment struct, String member) {
        return (int) get(struct, member);
    }

    /**
     * Writes a member of 1, 2, 4 or 8 bytes.
     *
     * @param struct memory that holds the structure
     * @param member the kernel's name
     * @param value the value; bits above the member's size are dropped
     * @return this, to write the next
     */
    public KernelStruct set(MemorySegment struct, String member, long value) {
        Field field = field(member);
        long offset = field.offset();
        switch ((int) field.size()) {
            case 1 -> struct.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
            case 2 -> struct.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, (short) value);
            case 4 -> struct.set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) value);
            case 8 -> struct.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, value);
            default -> throw new IllegalArgumentException("struct " + name + "." + member + " is not a number");
        }
        return this;
    }

    @Override
    public String toString() {
        return "struct " + name;
    }

    /** Takes the members of a structure in the order of the header. */
    public static final class Builder {
        private final String header;
        private final String name;
        private final Map<String, Field> fields = new LinkedHashMap<>();
        private final List<MemoryLayout> members = new ArrayList<>();
        private long offset;
        private long alignment = 1;

        private Builder(String header, String name) {
            this.header = header;
            this.name = name;
        }

        /**
         * {@code __u8}.
         *
         * @param member its name
         * @return this
         */
        public Builder u8(String member) {
            return number(ValueLayout.JAVA_BYTE, member, false);
        }

        /**
         * {@code __u16}.
         *
         * @param member its name
         * @return this
         */
        public Builder u16(String member) {
            return number(ValueLayout.JAVA_SHORT, member, false);
        }

        /**
         * {@code __u32}.
         *
         * @param member its name
         * @return this
         */
        public Builder u32(String member) {
            return number(ValueLayout.JAVA_INT, member, false);
        }

        /**
         * {@code __s32}.
         *
         * @param member its name
         * @return this
         */
        public Builder s32(String member) {
            return number(ValueLayout.JAVA_INT, member, true);
        }

        /**
         * {@code __u64} or {@code __aligned_u64}.
         *
         * @param member its name
         * @return this
         */
        public Builder u64(String member) {
            return number(ValueLayout.JAVA_LONG, member, false);
        }

        /**
         * An array of characters.
         *
         * @param member its name
         * @param length how many
         * @return this
         */
        public Builder chars(String member, int length) {
            return add(MemoryLayout.sequenceLayout(length, ValueLayout.JAVA_BYTE), 1,
                    new Field(member, offset, length, false, 1));
        }

        /**
         * A structure inside this one.
         *
         * @param member its name
         * @param inner its type, without an array at its end
         * @return this
         */
        public Builder struct(String member, KernelStruct inner) {
            align(inner.layout.byteAlignment());
            return add(inner.layout, inner.layout.byteAlignment(),
                    new Field(member, offset, inner.size(), false, 0));
        }

        /**
         * The array without a length at the end, of structures.
         *
         * @param member its name
         * @param element the type of its elements
         * @return this
         */
        public Builder flexible(String member, KernelStruct element) {
            return flexible(member, element.layout);
        }

        /**
         * The array without a length at the end, of numbers.
         *
         * @param member its name
         * @param element the type of its elements
         * @return this
         */
        public Builder flexible(String member, ValueLayout element) {
            return flexible(member, (MemoryLayout) element);
        }

        private Builder flexible(String member, MemoryLayout element) {
            align(element.byteAlignment());
            return add(MemoryLayout.sequenceLayout(0, element), element.byteAlignment(),
                    new Field(member, offset, 0, false, element.byteSize()));
        }

        private Builder number(ValueLayout type, String member, boolean signed) {
            align(type.byteSize());
            return add(type, type.byteSize(), new Field(member, offset, type.byteSize(), signed, 0));
        }

        private Builder add(MemoryLayout type, long align, Field field) {
            members.add(type.withName(field.name()));
            fields.put(field.name(), field);
            offset += type.byteSize();
            alignment = Math.max(alignment, align);
            return this;
        }

        private void align(long to) {
            long padding = -offset & (to - 1);
            if (padding > 0) {
                members.add(MemoryLayout.paddingLayout(padding));
                offset += padding;
            }
        }

        /** {@return the finished structure, padded at its end as C does} */
        public KernelStruct build() {
            align(alignment);
            return new KernelStruct(this);
        }
    }
}
