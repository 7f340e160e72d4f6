// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Diagnosis.Level;

/**
 * Features of VFIO whose numbers are not settled: revoking an export on purpose, and choosing how it is cached. A
 * number is taken from the installed header or from a setting, never guessed: another kernel uses it for something
 * else.
 */
final class FeatureNumbers {

    private static final Pattern DEFINITION =
            Pattern.compile("\\s*#\\s*define\\s+(VFIO_DEVICE_FEATURE_\\w*(REVOKE|MEMATTR|MEM_ATTR)\\w*)\\s+(\\d+).*");

    private final Path header;

    FeatureNumbers(SystemRoot root) {
        Path top = Optional.ofNullable(root.proc().getParent()).orElse(root.proc());
        header = top.resolve("usr/include/linux/vfio.h");
    }

    void examine(List<Diagnosis> findings) {
        TreeMap<String, String> found = new TreeMap<>();
        List<String> lines = Text.lines(header);
        for (String line : lines) {
            Matcher definition = DEFINITION.matcher(line);
            if (definition.matches()) {
                found.put(definition.group(1), definition.group(3));
            }
        }
        for (String word : List.of("REVOKE", "MEMATTR")) {
            Optional<String> setting = Optional.ofNullable(System.getProperty("barscope.vfio.feature."
                    + word.toLowerCase(Locale.ROOT)));
            Optional<String> defined = found.entrySet().stream()
                    .filter(entry -> entry.getKey().replace("MEM_ATTR", "MEMATTR").contains(word))
                    .map(entry -> entry.getKey() + " is " + entry.getValue()).findFirst();
            String subject = "VFIO feature " + word;
            if (setting.isPresent()) {
                findings.add(new Diagnosis(subject, Level.OK, "its number is " + setting.get(), "", "setting"));
            } else if (defined.isPresent()) {
                findings.add(new Diagnosis(subject, Level.OK, defined.get(), "", "header " + header));
            } else {
                findings.add(new Diagnosis(subject, Level.NOTE, "not defined: its number is not settled in Linux",
                        "headers of a kernel that has it, or the system property barscope.vfio.feature."
                                + word.toLowerCase(Locale.ROOT),
                        lines.isEmpty() ? "there is no header " + header : "header " + header));
            }
        }
    }
}
