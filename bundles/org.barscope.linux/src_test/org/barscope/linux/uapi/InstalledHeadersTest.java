// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.barscope.linux.libc.Architecture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The golden file against a C compiler and the kernel headers installed here. Every number becomes a static assertion
 * on a line of its own, so that the compiler's complaints tell exactly which ones the headers lack and which they
 * have otherwise. Only entries younger than the headers may be either, and those are reported by name.
 *
 * <p>The system property {@code barscope.test.headers} names the {@code include} directory of other headers to compare
 * with, {@code barscope.test.cc} another compiler, and {@code barscope.test.arch} the architecture it compiles for.
 */
class InstalledHeadersTest {
    private static final Pattern COMPLAINT = Pattern.compile("^[^:]*\\.c:(\\d+):\\d+: (?:fatal )?error: (.*)$");
    // What gcc and clang say when a name is not there; anything else is a defect of the generated program.
    private static final Pattern ABSENT = Pattern.compile("undeclared|undefined|has no member|no member named"
            + "|incomplete type|not an integer constant|not an integral constant|is not constant");
    private static final Pattern MISMATCH = Pattern.compile("static assertion failed|static_assert failed");

    private final Path headers = property("barscope.test.headers").map(Path::of).orElse(null);
    private final String compiler = property("barscope.test.cc").orElse("cc");
    private final Architecture architecture =
            property("barscope.test.arch").map(Architecture::valueOf).orElseGet(Architecture::current);

    @TempDir
    private Path directory;

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name));
    }

    @BeforeEach
    void needsACompilerAndHeaders() throws Exception {
        assumeTrue(runs("--version"), () -> "no C compiler called " + compiler + " is installed");
        Path probe = Files.writeString(directory.resolve("probe.c"), "#include <linux/vfio.h>\n#include <stdio.h>\n");
        assumeTrue(compile(probe).isEmpty(), "the kernel's or the C library's headers are not installed");
    }

    @Test
    void headersAgreeWithTheGoldenFile() throws Exception {
        int version = headerVersion();
        Map<String, List<Golden.Entry>> byHeader = new LinkedHashMap<>();
        for (Golden.Entry entry : Golden.entries()) {
            boolean here = !(entry instanceof Golden.Constant constant)
                    || constant.architecture().orElse(architecture) == architecture;
            if (here) {
                byHeader.computeIfAbsent(entry.header(), header -> new ArrayList<>()).add(entry);
            }
        }
        List<String> younger = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int agreed = 0;
        for (Map.Entry<String, List<Golden.Entry>> header : byHeader.entrySet()) {
            Map<Golden.Entry, String> complaints = complaints(header.getKey(), header.getValue());
            agreed += header.getValue().size() - complaints.size();
            complaints.forEach((entry, complaint) -> {
                boolean mayDiffer = entry.since() > version;
                (mayDiffer ? younger : wrong).add(entry.name() + (mayDiffer ? "" : ": " + complaint));
            });
        }
        String summary = agreed + " numbers agree with headers " + version / 100 + "." + version % 100 + ", "
                + younger.size() + " not compared because these headers are older: " + younger;
        System.out.println(summary);
        assertEquals(List.of(), wrong);
        assertTrue(agreed > Golden.entries().size() / 2, summary);
    }

    @Test
    void aWrongNumberIsNoticed() throws Exception {
        Golden.Entry wrongValue = new Golden.Constant("linux/vfio.h", "VFIO_API_VERSION", 77, 0, noArchitecture());
        Golden.Entry wrongSize = new Golden.Size("linux/vfio.h", "vfio_region_info", 33, 0);
        Golden.Entry absent = new Golden.Member("linux/vfio.h", "vfio_region_info", "nonsense", 0, 4, 0);
        Golden.Entry right = new Golden.Size("linux/vfio.h", "vfio_region_info", 32, 0);
        Map<Golden.Entry, String> complaints =
                complaints("linux/vfio.h", List.of(wrongValue, wrongSize, absent, right));
        assertEquals(List.of(wrongValue, wrongSize, absent), List.copyOf(complaints.keySet()));
        assertTrue(MISMATCH.matcher(complaints.get(wrongValue)).find(), complaints::toString);
        assertTrue(MISMATCH.matcher(complaints.get(wrongSize)).find(), complaints::toString);
        assertTrue(ABSENT.matcher(complaints.get(absent)).find(), complaints::toString);
    }

    private static Optional<Architecture> noArchitecture() {
        return Optional.empty();
    }

    /** The entries that the compiler does not agree with, in their order, each with what it says. */
    private Map<Golden.Entry, String> complaints(String header, List<Golden.Entry> entries) throws Exception {
        List<String> program = new ArrayList<>(List.of("#define _GNU_SOURCE", "#include <stddef.h>",
                "#if __has_include(<" + header + ">)", "#include <" + header + ">", "#endif"));
        int first = program.size();
        for (Golden.Entry entry : entries) {
            program.add("_Static_assert(" + entry.assertion() + ", \"\");");
        }
        Path source = Files.write(directory.resolve("numbers.c"), program);
        Map<Integer, String> byLine = compile(source);
        Map<Golden.Entry, String> complaints = new LinkedHashMap<>();
        byLine.forEach((line, complaint) -> {
            assertTrue(line > first, () -> "the program itself is wrong: " + complaint);
            assertTrue(ABSENT.matcher(complaint).find() || MISMATCH.matcher(complaint).find(), complaint);
            complaints.put(entries.get(line - first - 1), complaint);
        });
        return complaints;
    }

    private int headerVersion() throws Exception {
        Path source = Files.writeString(directory.resolve("version.c"),
                "#include <linux/version.h>\n");
        List<String> output = output(List.of("-E", "-dM", source.toString()));
        Matcher code = Pattern.compile("#define LINUX_VERSION_CODE (\\d+)").matcher(String.join("\n", output));
        assertTrue(code.find(), output::toString);
        int number = Integer.parseInt(code.group(1));
        return (number >> 16) * 100 + (number >> 8 & 0xff);
    }

    /** Compiles, and returns the complaints by line, all of a line joined. */
    private Map<Integer, String> compile(Path source) throws Exception {
        Map<Integer, String> complaints = new TreeMap<>();
        for (String line : output(List.of("-fsyntax-only", "-fno-diagnostics-show-caret", "-w",
                compiler.contains("clang") ? "-ferror-limit=0" : "-fmax-errors=0", source.toString()))) {
            Matcher complaint = COMPLAINT.matcher(line);
            if (complaint.matches()) {
                complaints.merge(Integer.parseInt(complaint.group(1)), complaint.group(2),
                        (one, other) -> one + "; " + other);
            }
        }
        return complaints;
    }

    private List<String> output(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(compiler));
        if (headers != null) {
            String multiarch = architecture.name().toLowerCase(Locale.ROOT) + "-linux-gnu";
            command.addAll(List.of("-isystem", headers.toString(), "-isystem", headers.resolve(multiarch).toString()));
        }
        command.addAll(arguments);
        Path log = directory.resolve("compiler.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the compiler does not come back");
        return Files.readAllLines(log);
    }

    private boolean runs(String argument) {
        try {
            return !output(List.of(argument)).isEmpty();
        } catch (IOException missing) {
            return false;
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }
}
