// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The attributes in a sysfs folder. One that is not there is empty; one that cannot be read, or holds something else
 * than it should, is empty and noted as a problem.
 */
final class Attributes {

    /** How an attribute is read. */
    interface Content {
        byte[] of(Path file) throws IOException;
    }

    private static final int LONGEST_QUOTE = 40;

    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    Attributes(Path folder) {
        this.folder = folder;
    }

    /** One line for each attribute that is there and could not be read. */
    List<String> problems() {
        return problems;
    }

    void problem(String line) {
        problems.add(line);
    }

    /** Whether the folder has gone away meanwhile. */
    boolean gone() {
        return Files.notExists(folder);
    }

    /** The text without its line end; empty also when it says {@code (null)}, as an unset driver_override does. */
    Optional<String> text(String name) {
        return bytes(name).map(b -> new String(b, StandardCharsets.UTF_8).strip())
                .filter(text -> !text.isEmpty() && !text.equals("(null)"));
    }

    /** A number from -1, which the kernel uses for "none", to a bound, decimal or with 0x. */
    OptionalInt number(String name, int max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            boolean hex = text.get().startsWith("0x");
            long value = hex ? Long.parseLong(text.get().substring(2), 16) : Long.parseLong(text.get());
            if (value >= -1 && value <= max) {
                return OptionalInt.of((int) value);
            }
            problem("'" + name + "' holds " + quote(text.get()) + ", which is out of range");
        } catch (NumberFormatException strange) {
            problem("'" + name + "' holds " + quote(text.get()) + ", which is not a number");
        }
        return OptionalInt.empty();
    }

    /** The last part of where a link points: the driver's name behind {@code driver}. */
    Optional<String> link(String name) {
        Path link = folder.resolve(name);
        try {
            return Optional.ofNullable(Files.readSymbolicLink(link).getFileName()).map(Path::toString);
        } catch (NoSuchFileException | NotLinkException | NotDirectoryException missing) {
            return Optional.empty();
        } catch (IOException problem) {
            problem("the link '" + name + "' cannot be read: " + reason(problem));
            return Optional.empty();
        }
    }

    /** The names in a folder, sorted. */
    List<String> names(String name) {
        return names(folder.resolve(name), this);
    }

    Optional<byte[]> bytes(String name) {
        return bytes(name, Files::readAllBytes);
    }

    /** As {@link #bytes(String)}, for what must not be read from beginning to end. */
    Optional<byte[]> bytes(String name, Content content) {
        try {
            return Optional.of(content.of(folder.resolve(name)));
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return Optional.empty();
        } catch (IOException problem) {
            problem("'" + name + "' cannot be read: " + reason(problem));
            return Optional.empty();
        }
    }

    static List<String> names(Path folder, Attributes notes) {
        try (var entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return List.of();
        } catch (IOException problem) {
            notes.problem("'" + folder.getFileName() + "' cannot be listed: " + reason(problem));
            return List.of();
        } catch (UncheckedIOException midway) {
            notes.problem("'" + folder.getFileName() + "' cannot be listed: " + reason(midway.getCause()));
            return List.of();
        }
    }

    /** A number of digits only that fits into an int: how the kernel names interrupts and groups. */
    static OptionalInt digits(String text) {
        boolean number = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    static String reason(IOException problem) {
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        // The JDK puts "PATH: reason" together; the path is known from the rest of the line.
        String text = "" + problem.getMessage();
        return text.substring(text.lastIndexOf(": ") + 1).strip();
    }

    /** One line whatever it is. */
    private static String quote(String text) {
        String line = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
        return "'" + line.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
