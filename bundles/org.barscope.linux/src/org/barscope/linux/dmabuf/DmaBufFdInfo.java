// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.dmabuf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.barscope.linux.libc.FileDescriptor;

/**
 * What {@code /proc/PID/fdinfo/FD} tells about a DMABUF ({@code dma_buf_show_fdinfo} of the kernel).
 *
 * @param size its size in bytes
 * @param references how many references to its file there are, in descriptors, mappings and drivers
 * @param exporter who made it, for example {@code udmabuf} or {@code vfio_pci_core}
 * @param name the name somebody gave it
 * @param inode what identifies it in the whole system; empty on kernels before 5.14
 * @param flags the flags of {@code open(2)} that the descriptor has
 */
public record DmaBufFdInfo(long size, long references, String exporter, Optional<String> name, OptionalLong inode,
        int flags) {
    /**
     * Reads the text of an fdinfo file.
     *
     * @param text the text
     * @return what it tells, empty when it is not about a DMABUF
     */
    public static Optional<DmaBufFdInfo> parse(String text) {
        // The name comes last and can be any bytes, even lines that look like others.
        int nameAt = text.indexOf("\nname:\t");
        String head = nameAt < 0 ? text : text.substring(0, nameAt + 1);
        Map<String, String> values = new HashMap<>();
        head.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        OptionalLong size = number(values.get("size"), 10);
        String exporter = values.get("exp_name");
        if (exporter == null || size.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> name = nameAt < 0 ? Optional.empty() : Optional.of(tail(text, nameAt + "\nname:\t".length()));
        return Optional.of(new DmaBufFdInfo(size.getAsLong(), number(values.get("count"), 10).orElse(0), exporter,
                name, number(values.get("ino"), 10), (int) number(values.get("flags"), 8).orElse(0)));
    }

    /**
     * Reads about a descriptor of any process.
     *
     * @param pid the process
     * @param number the descriptor's number there
     * @return what is told, empty when it is not a DMABUF
     * @throws IOException when the process or the descriptor is gone, or looking is not permitted
     */
    public static Optional<DmaBufFdInfo> read(long pid, int number) throws IOException {
        return read(Path.of("/proc", Long.toString(pid), "fdinfo", Integer.toString(number)));
    }

    /**
     * Reads about a descriptor of this process.
     *
     * @param descriptor which
     * @return what is told, empty when it is not a DMABUF
     * @throws IOException when it is closed
     */
    public static Optional<DmaBufFdInfo> read(FileDescriptor descriptor) throws IOException {
        return read(Path.of("/proc/self/fdinfo", Integer.toString(descriptor.number())));
    }

    private static Optional<DmaBufFdInfo> read(Path file) throws IOException {
        return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    private static String tail(String text, int from) {
        String tail = text.substring(from);
        return tail.endsWith("\n") ? tail.substring(0, tail.length() - 1) : tail;
    }

    private static OptionalLong number(String digits, int radix) {
        if (digits == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseUnsignedLong(digits, radix));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
