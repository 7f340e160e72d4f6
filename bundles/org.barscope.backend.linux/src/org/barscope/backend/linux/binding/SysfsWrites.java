// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;

/** The running kernel. */
final class SysfsWrites implements KernelWrites {

    private static final int SECONDS = 30;

    @Override
    public void write(Path attribute, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try (FileDescriptor file = FileDescriptor.open(attribute, OpenFlag.WRITE_ONLY)) {
            file.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public void loadModule(String name) throws IOException {
        Process modprobe = new ProcessBuilder("modprobe", name).redirectErrorStream(true).start();
        modprobe.getOutputStream().close();
        String said = new String(modprobe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!modprobe.waitFor(SECONDS, TimeUnit.SECONDS)) {
                modprobe.destroyForcibly();
                throw new IOException("modprobe " + name + " does not end");
            }
        } catch (InterruptedException stopped) {
            modprobe.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("modprobe " + name + " was interrupted");
        }
        if (modprobe.exitValue() != 0) {
            throw new IOException("modprobe " + name + " failed" + (said.isEmpty() ? "" : ": " + said));
        }
    }
}
