// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.io.IOException;

import org.barscope.registers.layout.RegisterInstance;

/** Reads registers that expressions refer to. */
@FunctionalInterface
public interface RegisterSource {
    /**
     * Reads a register once, at its own width. Called on the thread that places the blocks, and never for a guarded
     * register.
     *
     * @param region region the register lies in: bar0 to bar5, rom or config
     * @param register the register
     * @return its value
     * @throws IOException if it cannot be read; the message is shown to the user
     */
    long read(String region, RegisterInstance register) throws IOException;
}
