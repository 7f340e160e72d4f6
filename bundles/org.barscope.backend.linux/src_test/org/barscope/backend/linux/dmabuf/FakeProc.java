// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.barscope.backend.linux.discovery.SystemRoot;

/** A folder that looks like the parts of procfs and debugfs that tell of DMABUFs. */
final class FakeProc {

    private final Path base;

    FakeProc(Path base) throws IOException {
        this.base = base;
        Files.createDirectories(base.resolve("proc"));
        Files.createDirectories(base.resolve("proc/sys/kernel"));
        Files.createDirectories(base.resolve("proc/self-is-no-process"));
        Files.createDirectories(base.resolve("sys/kernel/debug/dma_buf"));
        Files.createDirectories(base.resolve("dev"));
    }

    SystemRoot root() {
        return new SystemRoot(base.resolve("sys"), base.resolve("proc"), base.resolve("dev"));
    }

    Path process(int pid) {
        return base.resolve("proc").resolve(Integer.toString(pid));
    }

    FakeProc process(int pid, String command) throws IOException {
        Files.createDirectories(process(pid).resolve("fd"));
        Files.createDirectories(process(pid).resolve("fdinfo"));
        Files.writeString(process(pid).resolve("comm"), command + "\n");
        Files.writeString(process(pid).resolve("maps"), "");
        return this;
    }

    FakeProc file(int pid, int fd, String link) throws IOException {
        Files.createSymbolicLink(process(pid).resolve("fd/" + fd), Path.of(link));
        Files.writeString(process(pid).resolve("fdinfo/" + fd), "pos:\t0\nflags:\t02\nmnt_id:\t15\nino:\t7\n");
        return this;
    }

    /** A descriptor as {@code dma_buf_show_fdinfo} tells of it. */
    FakeProc dmabuf(int pid, int fd, long inode, long size, long count, String exporter, String name)
            throws IOException {
        Files.createSymbolicLink(process(pid).resolve("fd/" + fd), Path.of("/dmabuf:" + name));
        Files.writeString(process(pid).resolve("fdinfo/" + fd), "pos:\t0\nflags:\t02000002\nmnt_id:\t11\nino:\t" + inode
                + "\nsize:\t" + size + "\ncount:\t" + count + "\nexp_name:\t" + exporter + "\n"
                + (name.isEmpty() ? "" : "name:\t" + name + "\n"));
        return this;
    }

    FakeProc maps(int pid, String... lines) throws IOException {
        Files.writeString(process(pid).resolve("maps"), String.join("\n", lines) + "\n");
        return this;
    }

    FakeProc bufInfo(String text) throws IOException {
        Files.writeString(base.resolve("sys/kernel/debug/dma_buf/bufinfo"), text);
        return this;
    }

    void end(int pid) throws IOException {
        try (Stream<Path> all = Files.walk(process(pid))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
