// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The guest that this runs in. */
public final class Guest {

    /** A directory of the host that can be written from both sides. */
    public static final Path SHARED = Path.of("/run/lab");
    /** The memory behind ivshmem's BAR2: writing this file changes the BAR from outside. */
    public static final Path IVSHMEM = SHARED.resolve("ivshmem");

    /** The two kernels. */
    public enum Kernel {
        /** Debian's own: VFIO groups only, and DMABUFs that cannot be mapped. */
        DEBIAN,
        /** The lab's: character devices, iommufd, and DMABUFs that can be mapped. */
        LAB
    }

    private Guest() {
    }

    public static Kernel kernel() {
        String name = System.getenv("LAB_KERNEL");
        if (name == null) {
            throw new IllegalStateException("this is not a guest of the lab");
        }
        return Kernel.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** What a program said and how it ended. */
    public record Ran(int code, String out, String err) {

        /** What it printed, if it ended well. */
        public String ok() {
            if (code != 0) {
                throw new AssertionError("ended with " + code + ": " + err + out);
            }
            return out;
        }
    }

    /** Runs a program to its end, at most a minute. */
    public static Ran run(String... command) {
        return run(Duration.ofMinutes(1), List.of(command));
    }

    /** Runs a program to its end; one that takes longer than allowed is ended and is an error. */
    public static Ran run(Duration atMost, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile()).start();
            CompletableFuture<String> out = text(process.getInputStream());
            CompletableFuture<String> err = text(process.getErrorStream());
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + atMost);
            }
            return new Ran(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    private static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, Thread::startVirtualThread);
    }

    /** Loads a kernel module and what it needs. */
    public static void load(String module) {
        run("modprobe", module).ok();
    }

    /** The kernel's messages so far. */
    public static String kernelLog() {
        return run("dmesg").ok();
    }

    /** Waits until something is so; fails after the time given, with what was waited for. */
    public static void await(String what, Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + atMost.toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** How many files this process has open. */
    public static int openDescriptors() {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            // The listing itself has one open.
            return (int) entries.count() - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
