// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

/** The mapping has been closed, perhaps by another thread just now. Nothing was accessed. */
public final class MappingClosedException extends MemoryAccessException {
    private static final long serialVersionUID = 1L;

    MappingClosedException(Request request) {
        super(request, "the mapping is closed");
    }
}
