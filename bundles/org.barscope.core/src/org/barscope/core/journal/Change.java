// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.core.backend.RegionUri;

/**
 * Something that is about to be done to a device, as the journal keeps it. Immutable.
 *
 * @param kind       what is done
 * @param subject    to what: a region's URI, or a device ({@link RegionUri#device()}) where no region is meant
 * @param offset     first byte, relative to the region; 0 where there is none
 * @param accessBits width of each bus access: 8, 16, 32 or 64; 0 where there is none
 * @param length     how many bytes; a multiple of the access width, 1 to 8 for a write or a read, 0 where there is none
 * @param value      the value to be written: several accesses carry it little-endian, ascending
 * @param old        the value before, if it was read
 * @param data       the bytes of a block, as hexadecimal digits; empty for other kinds
 * @param oldData    the bytes before, as hexadecimal digits; empty when they were not read
 * @param register   the path of the register, where a description names one
 * @param fields     what it means for the register's fields
 * @param origin     who asked for it
 * @param detail     one clause for people: what cannot be seen from the rest; may be empty
 */
public record Change(ChangeKind kind, String subject, long offset, int accessBits, int length, OptionalLong value,
        OptionalLong old, String data, String oldData, Optional<String> register, List<FieldChange> fields,
        Origin origin, String detail) {

    /** The most bytes of one block; a longer one becomes several changes. */
    public static final int BLOCK_LIMIT = 16 * 1024;

    public Change {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(value);
        Objects.requireNonNull(old);
        Objects.requireNonNull(data);
        Objects.requireNonNull(oldData);
        Objects.requireNonNull(register);
        fields = List.copyOf(fields);
        Objects.requireNonNull(origin);
        Objects.requireNonNull(detail);
        if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("bad range: offset " + offset + ", length " + length);
        }
        boolean access = kind == ChangeKind.WRITE || kind == ChangeKind.READ;
        if (access && (length < 1 || length > 8 || accessBits < 8 || length % (accessBits / 8) != 0)) {
            throw new IllegalArgumentException("no accesses of " + accessBits + " bits make " + length + " bytes");
        }
        if (kind == ChangeKind.WRITE && value.isEmpty() || kind == ChangeKind.BLOCK && data.length() != 2 * length) {
            throw new IllegalArgumentException("nothing to write");
        }
    }

    /**
     * A write.
     *
     * @param accessBits width of each access: 8, 16, 32 or 64
     * @param length     bytes in all, a multiple of the width, at most 8
     */
    public static Change write(RegionUri region, long offset, int accessBits, int length, long value, Origin origin) {
        return new Change(ChangeKind.WRITE, region.toString(), offset, accessBits, length, OptionalLong.of(value),
                OptionalLong.empty(), "", "", Optional.empty(), List.of(), origin, "");
    }

    /** A write of many bytes to memory, at most {@link #BLOCK_LIMIT}. */
    public static Change block(RegionUri region, long offset, byte[] data, Origin origin) {
        if (data.length == 0 || data.length > BLOCK_LIMIT) {
            throw new IllegalArgumentException("a block has 1 to " + BLOCK_LIMIT + " bytes, not " + data.length);
        }
        return new Change(ChangeKind.BLOCK, region.toString(), offset, 8, data.length, OptionalLong.empty(),
                OptionalLong.empty(), HexFormat.of().formatHex(data), "", Optional.empty(), List.of(), origin, "");
    }

    /** A read that changes the device, or may. */
    public static Change read(RegionUri region, long offset, int accessBits, int length, Origin origin) {
        return new Change(ChangeKind.READ, region.toString(), offset, accessBits, length, OptionalLong.empty(),
                OptionalLong.empty(), "", "", Optional.empty(), List.of(), origin, "");
    }

    /**
     * Anything but an access: a reset, a bind, an export.
     *
     * @param subject a region's URI or a device
     * @param detail  one clause: "driver igb", "65536 bytes from 0x0 as a DMABUF"
     */
    public static Change event(ChangeKind kind, String subject, String detail, Origin origin) {
        if (kind == ChangeKind.WRITE || kind == ChangeKind.BLOCK || kind == ChangeKind.READ) {
            throw new IllegalArgumentException(kind + " is an access");
        }
        return new Change(kind, subject, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty(), "", "",
                Optional.empty(), List.of(), origin, detail);
    }

    /** The same with the value before it. */
    public Change withOld(OptionalLong before) {
        return new Change(kind, subject, offset, accessBits, length, value, before, data, oldData, register, fields,
                origin, detail);
    }

    /** The same with the bytes before it. */
    public Change withOldData(byte[] before) {
        return new Change(kind, subject, offset, accessBits, length, value, old, data,
                HexFormat.of().formatHex(before), register, fields, origin, detail);
    }

    /** The same with what it means. */
    public Change meaning(String path, List<FieldChange> changes) {
        return new Change(kind, subject, offset, accessBits, length, value, old, data, oldData, Optional.of(path),
                changes, origin, detail);
    }

    /** The same with more said about it. */
    public Change withDetail(String clause) {
        return new Change(kind, subject, offset, accessBits, length, value, old, data, oldData, register, fields,
                origin, clause);
    }

    /** For people: what it means, the fields or the detail, on one line; may be empty. */
    public String meaningLabel() {
        List<String> parts = new ArrayList<>();
        fields.forEach(field -> parts.add(field.label()));
        if (!detail.isEmpty()) {
            parts.add(detail);
        }
        return String.join(", ", parts);
    }
}
