// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.OptionalLong;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.poke.WriteRefusedException;
import org.barscope.registers.layout.RegisterInstance;

/**
 * What a sequence runs on: a region ({@link LiveTarget}), or what was once read of one ({@link DryTarget}). Its methods
 * block and are called by one thread at a time.
 */
public interface SequenceTarget {

    /** Whether devices are touched. */
    boolean live();

    /**
     * Reads a register because the sequence names it, guarded or not.
     *
     * @return its word; empty when it is not known without touching a device
     */
    OptionalLong read(RegisterInstance register, Origin origin) throws AccessException, InterruptedException;

    /** As the other method, for one unit. */
    OptionalLong read(long offset, AccessWidth width, Origin origin) throws AccessException, InterruptedException;

    /**
     * Writes a register.
     *
     * @return what there is to say about it
     * @throws WriteRefusedException when the description speaks against it
     */
    Written write(RegisterWrite write) throws AccessException, WriteRefusedException, InterruptedException;

    /** Writes a unit, or the bits of it that are in the mask. */
    Written write(long offset, AccessWidth width, long value, long mask, Origin origin)
            throws AccessException, InterruptedException;

    /**
     * What came of a write.
     *
     * @param old      the value before
     * @param word     the value that was, or would be, sent; empty when that is not known
     * @param readBack the value after
     * @param mismatch bits that are not as expected
     */
    record Written(OptionalLong old, OptionalLong word, OptionalLong readBack, long mismatch) {
    }
}
