// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.util.List;

/**
 * Text of several lines, which the console shows as it is.
 *
 * @param lines without line ends
 */
public record Listing(List<String> lines) {

    public Listing {
        lines = List.copyOf(lines);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
