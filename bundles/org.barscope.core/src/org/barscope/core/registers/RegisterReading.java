// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.util.Objects;
import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.layout.RegisterInstance;

/** What came of reading a register: a value, or the reason why there is none. Immutable. */
public sealed interface RegisterReading {

    /** Which register. */
    RegisterInstance register();

    /**
     * It was read.
     *
     * @param decoded its word, taken apart
     */
    record Value(RegisterInstance register, DecodedRegister decoded) implements RegisterReading {

        public Value {
            Objects.requireNonNull(register);
            Objects.requireNonNull(decoded);
        }
    }

    /**
     * It was not read, because it must not be without being asked for.
     *
     * @param reason a sentence for people, without a final stop
     */
    record Guarded(RegisterInstance register, String reason) implements RegisterReading {

        public Guarded {
            Objects.requireNonNull(register);
            Objects.requireNonNull(reason);
        }
    }

    /**
     * It could not be read.
     *
     * @param reason a sentence for people, without a final stop
     */
    record Failed(RegisterInstance register, String reason) implements RegisterReading {

        public Failed {
            Objects.requireNonNull(register);
            Objects.requireNonNull(reason);
        }
    }
}
