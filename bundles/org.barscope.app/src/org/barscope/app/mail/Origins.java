// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.barscope.mail.index.MailException;

/** The file that says which sources are fetched, and from where: a line each, name and address. */
final class Origins {

    private final Path file;

    Origins(Path file) {
        this.file = file;
    }

    /** By name of the source. */
    synchronized Map<String, MailOrigin> read() throws MailException {
        Map<String, MailOrigin> found = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return found;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split("\t", 2);
                if (parts.length == 2) {
                    found.put(parts[0], MailOrigin.parse(parts[1]));
                }
            }
            return found;
        } catch (IOException e) {
            throw new MailException("The list of fetched sources in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    synchronized void put(String name, MailOrigin origin) throws MailException {
        Map<String, MailOrigin> all = read();
        all.put(name, origin);
        write(all);
    }

    synchronized void remove(String name) throws MailException {
        Map<String, MailOrigin> all = read();
        if (all.remove(name) != null) {
            write(all);
        }
    }

    private void write(Map<String, MailOrigin> all) throws MailException {
        createDirectories(file.getParent());
        try {
            Path part = file.resolveSibling(file.getFileName() + ".new");
            Files.write(part, all.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue().text()).toList());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new MailException("The list of fetched sources in " + file + " cannot be written: "
                    + e.getMessage(), e);
        }
    }

    static void createDirectories(Path directory) throws MailException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new MailException("The directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
    }
}
