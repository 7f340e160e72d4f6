// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

/** A listener's subscription; closing it ends it. Closing twice is harmless. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    /** After this returns no new call of the listener begins; one that runs already may still finish. */
    @Override
    void close();
}
