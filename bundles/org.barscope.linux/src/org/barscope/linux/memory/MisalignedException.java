// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

/** The offset is not a multiple of the width, so the access could be split on its way. Nothing was accessed. */
public final class MisalignedException extends MemoryAccessException {
    private static final long serialVersionUID = 1L;

    MisalignedException(Request request) {
        super(request, "the offset is not a multiple of the width");
    }
}
