// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/** Fails every test during which a warning or an error was logged. */
public final class LogWatch implements AfterEachCallback {

    private static final List<String> ENTRIES = new CopyOnWriteArrayList<>();

    /** Begins to listen. */
    public static void start() {
        Platform.addLogListener((status, plugin) -> {
            if (status.getSeverity() >= IStatus.WARNING) {
                ENTRIES.add(plugin + ": " + status.getMessage()
                        + (status.getException() == null ? "" : " (" + status.getException() + ")"));
            }
        });
    }

    /** What was logged since this was last asked, or since the test before ended. */
    public static List<String> taken() {
        List<String> entries = List.copyOf(ENTRIES);
        ENTRIES.removeAll(entries);
        return entries;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<String> entries = taken();
        if (!entries.isEmpty()) {
            throw new AssertionFailedError("the error log was written to: " + entries);
        }
    }

    /** The warnings and errors in the log file, also of before the tests began, each with its message. */
    public static List<String> logged() throws IOException {
        Path log = Platform.getLogFileLocation().toFile().toPath();
        if (!Files.exists(log)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(log);
        return lines.stream().filter(line -> line.matches("!(SUB)?ENTRY( \\d+)? \\S+ [24] .*"))
                .map(line -> {
                    int at = lines.indexOf(line);
                    return line + " " + String.join(" ", lines.subList(at + 1, Math.min(at + 3, lines.size())));
                }).toList();
    }
}
