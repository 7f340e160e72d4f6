// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.write;

import java.util.OptionalLong;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.registers.layout.RegisterInstance;

/** What a register was when it was last read for a view; nothing is read for it. */
final class LastWord {

    private LastWord() {
    }

    /** All its bits; empty when some were not read, or could not be. */
    static OptionalLong of(RegionSnapshot snapshot, RegisterInstance register) {
        long word = 0;
        for (int i = 0; i < register.register().bytes(); i++) {
            long at = register.address() + i;
            if (!snapshot.stateAt(at).hasValue()) {
                return OptionalLong.empty();
            }
            word |= (long) snapshot.byteAt(at) << 8 * i;
        }
        return OptionalLong.of(word);
    }
}
