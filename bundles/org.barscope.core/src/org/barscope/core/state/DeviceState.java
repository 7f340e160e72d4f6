// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.state;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a device was like at some time. Immutable.
 *
 * @param device   {@code BACKEND:ADDRESS}
 * @param name     what the device is, for people
 * @param ids      {@code vendor:device}, four hexadecimal digits each
 * @param time     when it was read
 * @param comment  what the user wrote about it; may be empty
 * @param regions  its regions, in the order they were read
 * @param problems one line for each thing that could not be had
 */
public record DeviceState(String device, String name, String ids, Instant time, String comment, List<Region> regions,
        List<String> problems) {

    /**
     * One region.
     *
     * @param name         {@code bar0} and so on
     * @param descriptions the descriptions that its registers are named by, with their versions
     * @param registers    its registers, by address
     * @param ranges       further bytes that were chosen
     */
    public record Region(String name, List<String> descriptions, List<Value> registers, List<Range> ranges) {
        public Region {
            descriptions = List.copyOf(descriptions);
            registers = List.copyOf(registers);
            ranges = List.copyOf(ranges);
        }

        /** The register of that path. */
        public Optional<Value> register(String path) {
            return registers.stream().filter(value -> value.path().equals(path)).findFirst();
        }
    }

    /**
     * One register.
     *
     * @param path    its path
     * @param address of its first byte
     * @param bits    how many it has
     * @param word    its value; empty when it was not read
     * @param reason  why it was not read; else empty
     * @param guarded whether it was not read on purpose
     * @param fields  its fields, also of one that was not read
     */
    public record Value(String path, long address, int bits, OptionalLong word, String reason, boolean guarded,
            List<FieldValue> fields) {
        public Value {
            Objects.requireNonNull(path);
            fields = List.copyOf(fields);
        }
    }

    /**
     * One field.
     *
     * @param name     its name
     * @param msb      its highest bit
     * @param lsb      its lowest bit
     * @param readable whether its bits of the word mean anything
     * @param meaning  the name of its value; empty when it has none
     */
    public record FieldValue(String name, int msb, int lsb, boolean readable, String meaning) {

        /** Its bits of a word, shifted down to bit 0. */
        public long of(long word) {
            int width = msb - lsb + 1;
            return width == 64 ? word : word >>> lsb & (1L << width) - 1;
        }
    }

    /**
     * Some bytes that follow one another.
     *
     * @param offset of the first
     * @param hex    two hexadecimal digits a byte; two dots for one that was not read
     */
    public record Range(long offset, String hex) {

        /** How many bytes. */
        public int length() {
            return hex.length() / 2;
        }
    }

    public DeviceState {
        Objects.requireNonNull(device);
        Objects.requireNonNull(name);
        Objects.requireNonNull(ids);
        Objects.requireNonNull(time);
        Objects.requireNonNull(comment);
        regions = List.copyOf(regions);
        problems = List.copyOf(problems);
    }

    /** The region of that name. */
    public Optional<Region> region(String regionName) {
        return regions.stream().filter(region -> region.name().equals(regionName)).findFirst();
    }

    /** The byte of a region at an offset as far as it is known, 0 to 255; -1 when it is not. For rehearsals. */
    public int byteAt(String regionName, long offset) {
        Region region = region(regionName).orElse(null);
        if (region == null) {
            return -1;
        }
        for (Value value : region.registers()) {
            if (value.word().isPresent() && offset >= value.address() && offset < value.address()
                    + (value.bits() + 7) / 8) {
                return (int) (value.word().getAsLong() >>> 8 * (offset - value.address())) & 0xff;
            }
        }
        for (Range range : region.ranges()) {
            int at = (int) Math.min(Integer.MAX_VALUE / 4, Math.max(-1, offset - range.offset()));
            if (at >= 0 && at < range.length() && range.hex().charAt(2 * at) != '.') {
                return Integer.parseInt(range.hex().substring(2 * at, 2 * at + 2), 16);
            }
        }
        return -1;
    }

    /** How many registers were read. */
    public long registersRead() {
        return regions.stream().flatMap(region -> region.registers().stream()).filter(v -> v.word().isPresent())
                .count();
    }
}
