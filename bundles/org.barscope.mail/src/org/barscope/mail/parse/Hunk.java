// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.List;

/**
 * One hunk of a diff.
 *
 * @param oldStart the first line in the old file, from 1; 0 for a file that was not there
 * @param newStart the first line in the new file
 * @param function what follows the second {@code @@}, usually the function around it; may be empty
 * @param lines    the lines as written, first character included: blank, plus, minus or backslash
 */
public record Hunk(int oldStart, int newStart, String function, List<String> lines) {

    /** Copies the lines. */
    public Hunk {
        lines = List.copyOf(lines);
    }
}
