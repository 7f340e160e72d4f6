// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.read;

/**
 * Follows and stops the reading of a description. Called on the thread that reads, at least every few thousand
 * elements; an implementation must return quickly.
 */
public interface ReadMonitor {
    /** Follows nothing and never stops. */
    ReadMonitor NONE = new ReadMonitor() {
        @Override
        public void progress(long done, long total) {
            // Nobody watches.
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * Tells how far reading has come.
     *
     * @param done bytes read
     * @param total bytes of the file
     */
    void progress(long done, long total);

    /** Whether to stop; the reader then throws {@link java.util.concurrent.CancellationException}. */
    boolean cancelled();
}
