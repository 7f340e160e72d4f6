// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One bundle's directory and the main attributes of its manifest.
 *
 * @param directory where it is
 * @param manifest  empty if it has none
 */
record Bundle(Path directory, Attributes manifest) {

    /** Commas that are not inside the quotes of a version range. */
    private static final Pattern CLAUSES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    static Bundle at(Path directory) {
        Path file = directory.resolve("META-INF/MANIFEST.MF");
        if (!Files.isRegularFile(file)) {
            return new Bundle(directory, new Attributes());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new Bundle(directory, new Manifest(in).getMainAttributes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory's name, which has to be the symbolic name. */
    String name() {
        return directory.getFileName().toString();
    }

    String attribute(String header) {
        String value = manifest.getValue(header);
        return value == null ? "" : value;
    }

    /** The clauses of a header with their directives, for instance of Require-Bundle. */
    List<String> clauses(String header) {
        return attribute(header).isBlank() ? List.of()
                : Arrays.stream(CLAUSES.split(attribute(header))).map(String::strip).toList();
    }

    /** The names that a header lists, without directives. */
    List<String> names(String header) {
        return clauses(header).stream().map(Bundle::nameOf).toList();
    }

    /** All bundles and packages this one asks for, optional ones too. */
    List<String> requirements() {
        return Stream.concat(names("Require-Bundle").stream(), names("Import-Package").stream()).toList();
    }

    /** The folders of this bundle with sources of the product: {@code src} and, where there is one, {@code src-gen}. */
    List<Path> sourceFolders() {
        return Stream.of("src", "src-gen").map(directory::resolve).filter(Files::isDirectory).toList();
    }

    /** How reports of tests call this bundle. */
    @Override
    public String toString() {
        return name();
    }

    static String nameOf(String clause) {
        int end = clause.indexOf(';');
        return (end < 0 ? clause : clause.substring(0, end)).strip();
    }
}
