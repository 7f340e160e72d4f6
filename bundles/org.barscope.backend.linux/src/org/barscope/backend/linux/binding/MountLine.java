// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.util.Optional;

/**
 * A line of {@code /proc/PID/mountinfo} (proc(5)): id, parent, major:minor, root, mount point, options, optional
 * fields, a hyphen, type, source, options.
 *
 * @param device the file system's number as {@code major:minor}
 * @param place  where it is mounted
 * @param source what is mounted
 */
record MountLine(String device, String place, String source) {

    private static final int DEVICE = 2;
    private static final int PLACE = 4;

    /** Empty for a line that is none. */
    static Optional<MountLine> parse(String line) {
        String[] words = line.split(" ");
        for (int i = PLACE + 1; i + 2 < words.length; i++) {
            if (words[i].equals("-")) {
                return Optional.of(new MountLine(words[DEVICE], plain(words[PLACE]), plain(words[i + 2])));
            }
        }
        return Optional.empty();
    }

    /** Blanks and backslashes are written in octal. */
    private static String plain(String word) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '\\' && i + 3 < word.length() && word.substring(i + 1, i + 4).matches("[0-7]{3}")) {
                text.append((char) Integer.parseInt(word.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                text.append(word.charAt(i));
            }
        }
        return text.toString();
    }

    /** The last part of the source: {@code sda2} of {@code /dev/sda2}. */
    String sourceName() {
        return source.substring(source.lastIndexOf('/') + 1);
    }
}
