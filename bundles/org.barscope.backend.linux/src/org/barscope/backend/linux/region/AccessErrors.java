// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.region;

import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.linux.memory.MappingClosedException;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.memory.MemoryFaultException;
import org.barscope.linux.memory.MisalignedException;
import org.barscope.linux.memory.OutOfRangeException;
import org.barscope.linux.memory.ReadOnlyException;

/** How an access that the native layer refused is reported. */
public final class AccessErrors {

    private AccessErrors() {
    }

    public static AccessException of(RegionUri uri, MemoryAccessException problem) {
        Kind kind = switch (problem) {
            case MemoryFaultException fault -> Kind.FAULTED;
            case MappingClosedException closed -> Kind.CLOSED;
            case OutOfRangeException outside -> Kind.OUT_OF_RANGE;
            case MisalignedException misaligned -> Kind.MISALIGNED;
            case ReadOnlyException readOnly -> Kind.NOT_WRITABLE;
            default -> Kind.IO;
        };
        return new AccessException(kind, problem.offset(), "cannot access " + uri + ": " + problem.getMessage(),
                problem);
    }
}
