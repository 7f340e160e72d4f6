// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import org.barscope.linux.libc.ErrnoException;

/** What a refused mmap of a DMABUF means ({@code dma_buf_mmap_internal}, drivers/dma-buf/dma-buf.c). */
final class MapRefusals {

    private MapRefusals() {
    }

    /** One clause with the errno's symbol. */
    static String explain(ErrnoException refused) {
        return switch (refused.errno()) {
            case EINVAL -> "this exporter has no mmap (EINVAL)";
            case ENODEV -> "it is revoked at present (ENODEV)";
            case EACCES -> "its descriptor is open for reading only (EACCES)";
            case EPERM -> "the kernel does not let this user map it (EPERM)";
            default -> refused.getMessage();
        };
    }
}
