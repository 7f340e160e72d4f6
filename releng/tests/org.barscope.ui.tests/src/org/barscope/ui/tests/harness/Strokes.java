// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jface.bindings.TriggerSequence;
import org.eclipse.jface.bindings.keys.KeySequence;
import org.eclipse.jface.bindings.keys.KeyStroke;

/** Key strokes as the platform writes them, in the words of xdotool. */
final class Strokes {

    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("ESC", "Escape"),
            Map.entry("CR", "Return"), Map.entry("DEL", "Delete"), Map.entry("BS", "BackSpace"),
            Map.entry("SPACE", "space"), Map.entry("TAB", "Tab"), Map.entry("ARROW_UP", "Up"),
            Map.entry("ARROW_DOWN", "Down"), Map.entry("ARROW_LEFT", "Left"), Map.entry("ARROW_RIGHT", "Right"),
            Map.entry("PAGE_UP", "Prior"), Map.entry("PAGE_DOWN", "Next"), Map.entry("HOME", "Home"),
            Map.entry("END", "End"), Map.entry("INSERT", "Insert"), Map.entry(".", "period"), Map.entry(",", "comma"),
            Map.entry("+", "plus"), Map.entry("-", "minus"), Map.entry("=", "equal"), Map.entry("/", "slash"),
            Map.entry("[", "bracketleft"), Map.entry("]", "bracketright"), Map.entry(";", "semicolon"));

    private Strokes() {
    }

    /** The strokes of a sequence, one after the other. */
    static List<String> of(TriggerSequence sequence) {
        return sequence instanceof KeySequence keys ? Arrays.stream(keys.getKeyStrokes()).map(Strokes::of).toList()
                : List.of();
    }

    private static String of(KeyStroke stroke) {
        List<String> parts = new ArrayList<>(List.of(stroke.toString().split("\\+(?!$)")));
        String key = parts.removeLast();
        String named = NAMES.getOrDefault(key, key.matches("F\\d+") ? key : key.toLowerCase(Locale.ROOT));
        List<String> all = new ArrayList<>(parts.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList());
        all.add(named);
        return String.join("+", all);
    }
}
