// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.generator;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Command line: {@code Generate GENMODEL DIRECTORY} makes the directory hold exactly the generated sources, and prints
 * what was not so before.
 */
public final class Generate {

    private Generate() {
    }

    /** Exits with 2 for wrong arguments and 4 when nothing could be generated; nothing is written then. */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: Generate GENMODEL DIRECTORY");
            System.exit(2);
        }
        Path genModel = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path directory = Path.of(arguments[1]).toAbsolutePath().normalize();
        try {
            SourceTree generated = new ModelGenerator(genModel).generate();
            generated.differencesFrom(SourceTree.read(directory)).forEach(System.out::println);
            generated.writeTo(directory);
            System.out.println(generated.files().size() + " files in " + directory);
        } catch (GenerationException | IOException e) {
            System.err.println("Generating from " + genModel + " failed: " + e.getMessage());
            System.exit(4);
        }
    }
}
