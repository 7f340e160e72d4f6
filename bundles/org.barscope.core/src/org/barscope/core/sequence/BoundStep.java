// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.poke.RegisterWrite;

/** A step whose names and values were looked up. Immutable. */
sealed interface BoundStep {

    /** The step as it is written. */
    Step step();

    record Read(Step step, Place place) implements BoundStep {
    }

    /** A write to a register, whole or in part. */
    record WriteRegister(Step step, RegisterTarget target, RegisterWrite.Content content,
            Optional<RegisterWrite.Base> base, boolean override) implements BoundStep {
    }

    /** A write to a unit. */
    record WriteUnit(Step step, long offset, AccessWidth width, long value, long mask) implements BoundStep {
    }

    record Check(Step step, Place place, long mask, Relation relation, long value, Optional<Step.Poll> poll)
            implements BoundStep {
    }

    record Delay(Step.Delay step) implements BoundStep {
    }

    record Print(Step.Print step) implements BoundStep {
    }

    record Loop(Step.Loop step, List<BoundStep> body) implements BoundStep {
        public Loop {
            body = List.copyOf(body);
        }
    }

    /** What is read. */
    sealed interface Place {

        String name();

        int bits();

        record Named(RegisterTarget target) implements Place {
            @Override
            public String name() {
                return target.path();
            }

            @Override
            public int bits() {
                return target.bits();
            }
        }

        record Unit(long offset, AccessWidth width) implements Place {
            @Override
            public String name() {
                return "@0x" + Long.toHexString(offset) + ":" + width.bits();
            }

            @Override
            public int bits() {
                return width.bits();
            }
        }
    }

    /** The values of some fields as content. */
    static RegisterWrite.Content fields(Map<String, Long> values) {
        return new RegisterWrite.Content.Fields(values);
    }
}
