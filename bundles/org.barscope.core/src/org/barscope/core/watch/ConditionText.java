// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.barscope.core.watch.WatchCondition.Action;
import org.barscope.core.watch.WatchCondition.Kind;

/**
 * Conditions as one line of text each, to be kept: {@code equals value 0x5 mask 0xff then mark sound}. The words are
 * the names of {@link Kind} and {@link Action} in lower case.
 */
public final class ConditionText {

    private ConditionText() {
    }

    /** The line of a condition. */
    public static String of(WatchCondition condition) {
        StringJoiner text = new StringJoiner(" ");
        text.add(word(condition.kind())).add("value").add("0x" + Long.toHexString(condition.value()));
        text.add("mask").add("0x" + Long.toHexString(condition.mask())).add("then");
        condition.actions().stream().sorted().forEach(action -> text.add(word(action)));
        return text.toString();
    }

    /**
     * The condition of a line.
     *
     * @throws IllegalArgumentException when {@link #of} writes no such line
     */
    public static WatchCondition parse(String line) {
        String[] words = line.strip().split(" ");
        if (words.length < 6 || !words[1].equals("value") || !words[3].equals("mask") || !words[5].equals("then")) {
            throw new IllegalArgumentException("'" + line + "' is no condition");
        }
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (int i = 6; i < words.length; i++) {
            actions.add(Action.valueOf(name(words[i])));
        }
        return new WatchCondition(Kind.valueOf(name(words[0])), number(words[2]), number(words[4]), actions);
    }

    private static long number(String word) {
        if (!word.startsWith("0x")) {
            throw new IllegalArgumentException("'" + word + "' is no hexadecimal number");
        }
        return Long.parseUnsignedLong(word.substring(2), 16);
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String name(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
