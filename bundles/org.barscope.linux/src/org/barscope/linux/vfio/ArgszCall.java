// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.vfio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.IoctlRequest;
import org.barscope.linux.layout.KernelStruct;
import org.barscope.linux.uapi.UapiFormatException;

/**
 * The protocol of VFIO's information ioctls: a call with the plain structure tells in {@code argsz} how much room the
 * capabilities need, and a second call with that much gets them.
 */
final class ArgszCall {
    // Far above what any kernel reports; an answer beyond it is not worth allocating for.
    private static final long LARGEST = 1 << 20;
    private static final int ATTEMPTS = 8;

    private ArgszCall() {
    }

    /**
     * Makes the calls.
     *
     * @param arena owns the answer
     * @param file what to ask
     * @param request the ioctl
     * @param struct the plain structure
     * @param question fills in what the ioctl wants to know, every time
     * @return the structure with its capabilities, as long as {@code argsz}
     */
    static MemorySegment ask(Arena arena, FileDescriptor file, IoctlRequest request, KernelStruct struct,
            Consumer<MemorySegment> question) throws ErrnoException, UapiFormatException {
        long size = struct.size();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            MemorySegment answer = arena.allocate(size, Long.BYTES);
            struct.set(answer, "argsz", size);
            question.accept(answer);
            file.ioctl(request, answer);
            long needed = struct.get(answer, "argsz");
            if (needed <= size) {
                return answer;
            }
            if (needed > LARGEST) {
                throw new UapiFormatException(request.name() + " asks for " + needed + " bytes");
            }
            size = needed;
        }
        throw new UapiFormatException(request.name() + " asks for more room every time");
    }
}
