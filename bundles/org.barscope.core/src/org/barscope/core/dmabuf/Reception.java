// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.util.List;
import java.util.Objects;

/**
 * One message that a program sent over a Unix socket.
 *
 * @param pid      the program's process, as the kernel says; 0 when it cannot (another container)
 * @param command  its name; empty when it cannot be read
 * @param text     the text that came along, made printable; empty when none came
 * @param dmabufs  the DMABUFs that came, held from now on: the receiver's user closes them
 * @param refusals one sentence for each descriptor that came and is no DMABUF, saying what it is
 */
public record Reception(int pid, String command, String text, List<HeldDmabuf> dmabufs, List<String> refusals) {

    public Reception {
        Objects.requireNonNull(command);
        Objects.requireNonNull(text);
        dmabufs = List.copyOf(dmabufs);
        refusals = List.copyOf(refusals);
    }
}
