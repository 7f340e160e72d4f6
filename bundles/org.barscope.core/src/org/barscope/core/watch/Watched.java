// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.UnitReader;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.layout.ReadPlan;
import org.barscope.registers.layout.RegisterInstance;

/** What a watch looks at. Immutable. */
public sealed interface Watched {

    /** A name for people. */
    String name();

    /** How many bits its values have. */
    int bits();

    /** Whether its values are numbers; else they are checksums, of which only a change says something. */
    boolean numeric();

    /**
     * Reads it, on the device's thread.
     *
     * @return the value as an unsigned number
     */
    long read(UnitReader reads) throws AccessException;

    /**
     * A register, or one of its fields.
     *
     * @param target which
     */
    record Named(RegisterTarget target) implements Watched {

        /** @throws IllegalArgumentException for a register that must not be read by itself, with the reason */
        public Named {
            RegisterInstance register = target.register();
            register.guard().ifPresent(guard -> {
                throw new IllegalArgumentException(register.path() + " cannot be watched: " + guard.reason());
            });
        }

        @Override
        public String name() {
            return target.path();
        }

        @Override
        public int bits() {
            return target.bits();
        }

        @Override
        public boolean numeric() {
            return true;
        }

        @Override
        public long read(UnitReader reads) throws AccessException {
            RegisterInstance register = target.register();
            long word = 0;
            for (ReadPlan.Access access : ReadPlan.of(List.of(register)).accesses()) {
                long part = reads.read(access.address(), AccessWidth.ofBytes(access.bytes()));
                long shift = 8 * (access.address() - register.address());
                word |= shift < 0 ? part >>> -shift : part << shift;
            }
            return target.extract(word & register.register().mask());
        }

        /** The register's word taken apart. */
        public DecodedRegister decode(long word) {
            return DecodedRegister.of(target.register().register(), word);
        }
    }

    /**
     * Some bytes, read in the units that the rules declare. Up to 8 bytes are a number, more are watched by their
     * CRC-32C.
     *
     * @param offset first byte
     * @param length 1 to 4096
     * @param rules  how they are read
     */
    record Range(long offset, int length, AccessMap rules) implements Watched {

        /** The most bytes of a range. */
        public static final int LONGEST = 4096;

        /** @throws IllegalArgumentException for a range that is not made of whole units which may be read freely */
        public Range {
            Objects.requireNonNull(rules);
            if (offset < 0 || length < 1 || length > LONGEST) {
                throw new IllegalArgumentException("a watched range has 1 to " + LONGEST + " bytes, not " + length);
            }
            for (long at = offset; at < offset + length; at = rules.unitAt(at).end()) {
                AccessRule unit = rules.unitAt(at);
                if (unit.policy() != ReadPolicy.SAFE) {
                    throw new IllegalArgumentException("0x" + Long.toHexString(at) + " cannot be watched: "
                            + unit.reason());
                }
                if (unit.offset() < offset || unit.end() > offset + length) {
                    throw new IllegalArgumentException("the range cuts the unit of " + unit.width().bits()
                            + " bits at 0x" + Long.toHexString(unit.offset()));
                }
            }
        }

        @Override
        public String name() {
            return "0x" + Long.toHexString(offset) + "+" + length;
        }

        @Override
        public int bits() {
            return numeric() ? 8 * length : 32;
        }

        @Override
        public boolean numeric() {
            return length <= 8;
        }

        @Override
        public long read(UnitReader reads) throws AccessException {
            byte[] bytes = new byte[length];
            // Most regions have one rule; asking for it again at each unit would cost more than the reads.
            boolean uniform = rules.rules().isEmpty();
            AccessWidth width = rules.defaultWidth();
            for (int at = 0; at < length; at += width.bytes()) {
                width = uniform ? width : rules.unitAt(offset + at).width();
                long value = reads.read(offset + at, width);
                for (int i = 0; i < width.bytes(); i++) {
                    bytes[at + i] = (byte) (value >>> 8 * i);
                }
            }
            return numeric() ? number(bytes) : checksum(bytes);
        }

        private static long number(byte[] bytes) {
            long number = 0;
            for (int i = bytes.length - 1; i >= 0; i--) {
                number = number << 8 | bytes[i] & 0xff;
            }
            return number;
        }

        private static long checksum(byte[] bytes) {
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            return crc.getValue();
        }
    }
}
