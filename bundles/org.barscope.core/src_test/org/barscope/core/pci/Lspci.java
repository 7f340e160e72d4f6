// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the {@code lspci} of this machine and takes its output apart. */
final class Lspci {

    private static final long DEADLINE_SECONDS = 60;
    private static final Pattern HEAD = Pattern.compile("((?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]) (.*)");
    private static final Pattern CAPABILITY =
            Pattern.compile("\tCapabilities: \\[([0-9a-f]{2,3})(?: v(\\d+))?\\] (.*)");

    private final String version;

    /**
     * A capability as printed.
     *
     * @param offset offset, from the brackets
     * @param extended three digits in the brackets
     * @param lines the headline, then what is below it
     */
    record Printed(int offset, boolean extended, List<String> lines) {

        String key() {
            return (extended ? "x" : "") + Integer.toHexString(offset);
        }
    }

    /**
     * A function as printed.
     *
     * @param title the head line behind the address
     * @param header lines above the capabilities
     * @param capabilities the capabilities, in order
     */
    record Function(String title, List<String> header, List<Printed> capabilities) {
    }

    private Lspci(String version) {
        this.version = version;
    }

    /** The installed one, or empty if there is none. */
    static Optional<Lspci> find() throws IOException, InterruptedException {
        try {
            String text = run(List.of("lspci", "--version"));
            return Optional.of(new Lspci(text.replace("lspci version", "").strip()));
        } catch (IOException notInstalled) {
            if (notInstalled.getMessage().contains("Cannot run program")) {
                return Optional.empty();
            }
            throw notInstalled;
        }
    }

    String version() {
        return version;
    }

    /** What {@code lspci -vvv} prints for a dump, by address. */
    Map<PciAddress, Function> describe(List<ConfigDump.Function> functions, Path directory, String... options)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile(directory, "space", ".dump");
        Files.writeString(file, ConfigDump.format(functions));
        List<String> command = new ArrayList<>(List.of("lspci", "-F", file.toString(), "-vvv", "-D"));
        command.addAll(List.of(options));
        return parse(run(command));
    }

    /** What {@code lspci -xxxx} prints for this machine; as much as this user may read, nothing if it has no PCI. */
    List<ConfigDump.Function> machine() throws IOException, InterruptedException {
        boolean pci = Files.isDirectory(Path.of("/sys/bus/pci/devices"));
        return pci ? ConfigDump.parse(run(List.of("lspci", "-xxxx", "-D"))) : List.of();
    }

    static Map<PciAddress, Function> parse(String output) {
        Map<PciAddress, Function> functions = new LinkedHashMap<>();
        Function current = null;
        for (String line : output.split("\n")) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                current = new Function(head.group(2), new ArrayList<>(), new ArrayList<>());
                functions.put(PciAddress.parse(head.group(1)), current);
            } else if (current != null && line.startsWith("\t")) {
                add(current, line);
            }
        }
        return functions;
    }

    private static void add(Function function, String line) {
        Matcher capability = CAPABILITY.matcher(line);
        if (capability.matches()) {
            List<String> lines = new ArrayList<>(List.of(capability.group(3)));
            function.capabilities().add(new Printed(Integer.parseInt(capability.group(1), 16),
                    capability.group(1).length() == 3, lines));
        } else if (line.startsWith("\t\t") && !function.capabilities().isEmpty()) {
            function.capabilities().getLast().lines().add(line);
        } else {
            function.header().add(line);
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("lspci", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within " + DEADLINE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " ended with " + process.exitValue());
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
        }
    }
}
