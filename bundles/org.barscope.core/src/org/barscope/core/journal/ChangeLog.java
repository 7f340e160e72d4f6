// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.io.IOException;

/** Where changes are put down before they are made. */
public interface ChangeLog {

    /**
     * Puts down what is about to be done. When this returns the record is with the kernel, or on the disk where the log
     * was opened for that; only then may the device be touched. Blocks for that long.
     *
     * @throws IOException when it could not be put down: the change must not be made
     */
    PendingChange begin(Change change) throws IOException;
}
