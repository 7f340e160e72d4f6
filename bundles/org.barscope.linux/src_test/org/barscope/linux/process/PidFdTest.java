// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.barscope.linux.Leaks;
import org.barscope.linux.event.Poll;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFdTest {
    @TempDir
    private Path directory;

    @Test
    void copiesAFileOfAnotherProcess() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "from the other side");
        // cat would end at the end of its input, so it reads a pipe, and has the file as its error stream.
        Process other = new ProcessBuilder("cat").redirectError(Redirect.appendTo(file.toFile())).start();
        try (PidFd process = PidFd.open(other.pid())) {
            assertFalse(process.hasExited());
            Leaks before = Leaks.now();
            try (FileDescriptor copy = copy(process)) {
                assertTrue(copy.isCloseOnExec());
                assertEquals(file.toRealPath(), Files.readSymbolicLink(copy.procPath()));
                byte[] more = " and back".getBytes(UTF_8);
                copy.write(more, 0, more.length);
            }
            assertEquals(Errno.EBADF,
                    assertThrows(ErrnoException.class, () -> process.copyDescriptor(12345, "none")).errno());
            before.assertUnchanged();
            assertEquals("from the other side and back", Files.readString(file));
            other.destroy();
            assertEquals(1, Poll.await(Duration.ofSeconds(10), Poll.Interest.readable(process.descriptor())).size());
            assertTrue(process.hasExited());
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private static FileDescriptor copy(PidFd process) throws ErrnoException {
        try {
            return process.copyDescriptor(2, "its error stream");
        } catch (ErrnoException refused) {
            Assumptions.assumeFalse(refused.errno() == Errno.EPERM,
                    "this user may not trace processes (kernel.yama.ptrace_scope)");
            throw refused;
        }
    }

    @Test
    void aProcessThatIsGoneIsNotFound() throws Exception {
        Process other = new ProcessBuilder("true").start();
        other.waitFor();
        ErrnoException gone = assertThrows(ErrnoException.class, () -> PidFd.open(other.pid()));
        assertEquals("pidfd_open process " + other.pid() + ": ESRCH (No such process)", gone.getMessage());
    }

    @Test
    void aHandleOnThisProcessWorksToo() throws IOException {
        try (PidFd self = PidFd.open(ProcessHandle.current().pid());
                FileDescriptor original = FileDescriptor.open(Path.of("/dev/null"));
                FileDescriptor copy = self.copyDescriptor(original.number(), "copy")) {
            assertEquals(Path.of("/dev/null"), Files.readSymbolicLink(copy.procPath()));
        }
    }
}
