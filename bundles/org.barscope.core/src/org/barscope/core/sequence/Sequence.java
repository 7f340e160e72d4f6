// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.List;
import java.util.Objects;

/**
 * A sequence that was read, its names not looked up yet. Immutable.
 *
 * @param name  for messages: the file's name
 * @param lines its text, line by line
 * @param steps its steps
 */
public record Sequence(String name, List<String> lines, List<Step> steps) {

    public Sequence {
        Objects.requireNonNull(name);
        lines = List.copyOf(lines);
        steps = List.copyOf(steps);
    }

    /** Whether any of its steps writes. */
    public boolean writes() {
        return writes(steps);
    }

    private static boolean writes(List<Step> some) {
        return some.stream().anyMatch(step -> switch (step) {
            case Step.Write write -> true;
            case Step.Modify modify -> true;
            case Step.Loop loop -> writes(loop.body());
            default -> false;
        });
    }

    /** The text of a step's line, without white space around it. */
    public String text(Step step) {
        return lines.get(step.at().line() - 1).strip();
    }
}
