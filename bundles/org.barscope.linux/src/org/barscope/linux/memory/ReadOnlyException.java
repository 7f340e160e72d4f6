// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

/** A write to something opened for reading only. Nothing was accessed. */
public final class ReadOnlyException extends MemoryAccessException {
    private static final long serialVersionUID = 1L;

    ReadOnlyException(Request request) {
        super(request, "it is open for reading only");
    }
}
