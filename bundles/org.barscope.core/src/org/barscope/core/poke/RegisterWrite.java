// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.barscope.core.journal.Origin;
import org.barscope.registers.layout.RegisterInstance;

/**
 * A request to write a register. Immutable.
 *
 * @param register with its guards complete, as {@link org.barscope.core.registers.RegionRegisters} has them
 * @param content  what to write
 * @param base     where the value of what is not written comes from
 * @param accepted fields, or the register by its own name, whose objections the user has accepted
 * @param flush    a register to read after the write, so that the write has left every buffer on its way; it must be
 *                 free of side effects
 * @param readBack whether the register is read again after the write; a guarded one never is
 * @param origin   who asks
 */
public record RegisterWrite(RegisterInstance register, Content content, Base base, Set<String> accepted,
        Optional<RegisterInstance> flush, boolean readBack, Origin origin) {

    /** What is written. */
    public sealed interface Content {

        /**
         * The whole register.
         *
         * @param value all its bits
         */
        record Word(long value) implements Content {
        }

        /**
         * Some of its fields; the others keep their state.
         *
         * @param values by field name, each shifted down to bit 0; in the order given
         */
        record Fields(Map<String, Long> values) implements Content {
            public Fields {
                values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            }
        }

        /**
         * Some of its bits, whatever fields they belong to; the others keep their state.
         *
         * @param value the bits in their places
         * @param mask  which bits
         */
        record Bits(long value, long mask) implements Content {
        }
    }

    /** Where the present value comes from that other fields keep. */
    public sealed interface Base {

        /** The register is read now, just before the write. Refused for a guarded one that must be read. */
        record Now() implements Base {
        }

        /**
         * The user's word for it, for a register that must not be read.
         *
         * @param word   all bits of the register
         * @param whence where the user has it from: "its reset value", "read at 14:03"
         */
        record Given(long word, String whence) implements Base {
            public Given {
                Objects.requireNonNull(whence);
            }
        }

        /** The register is read now although it is guarded; the journal is told of that read. */
        record ReadAnyway() implements Base {
        }
    }

    public RegisterWrite {
        Objects.requireNonNull(register);
        Objects.requireNonNull(content);
        Objects.requireNonNull(base);
        accepted = Set.copyOf(accepted);
        Objects.requireNonNull(flush);
        Objects.requireNonNull(origin);
    }

    /** Writes the whole register and reads it back. */
    public static RegisterWrite word(RegisterInstance register, long value, Origin origin) {
        return new RegisterWrite(register, new Content.Word(value), new Base.Now(), Set.of(), Optional.empty(), true,
                origin);
    }

    /** Writes some fields, keeping the others as they are now, and reads the register back. */
    public static RegisterWrite fields(RegisterInstance register, Map<String, Long> values, Origin origin) {
        return new RegisterWrite(register, new Content.Fields(values), new Base.Now(), Set.of(), Optional.empty(), true,
                origin);
    }

    /** Writes some bits, keeping the others as they are now, and reads the register back. */
    public static RegisterWrite bits(RegisterInstance register, long value, long mask, Origin origin) {
        return new RegisterWrite(register, new Content.Bits(value, mask), new Base.Now(), Set.of(), Optional.empty(),
                true, origin);
    }

    /** The same on another base. */
    public RegisterWrite on(Base other) {
        return new RegisterWrite(register, content, other, accepted, flush, readBack, origin);
    }

    /** The same after the user has accepted the objections of those subjects. */
    public RegisterWrite accepting(Set<String> subjects) {
        return new RegisterWrite(register, content, base, subjects, flush, readBack, origin);
    }

    /** The same with a read of that register after it, to push the write through. */
    public RegisterWrite flushedBy(RegisterInstance safe) {
        return new RegisterWrite(register, content, base, accepted, Optional.of(safe), readBack, origin);
    }

    /** The same without reading the register back. */
    public RegisterWrite withoutReadBack() {
        return new RegisterWrite(register, content, base, accepted, flush, false, origin);
    }
}
