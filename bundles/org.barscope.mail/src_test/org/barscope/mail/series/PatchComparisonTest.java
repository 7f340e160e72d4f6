// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.MessageParser;
import org.barscope.mail.parse.UnreadableMessageException;
import org.junit.jupiter.api.Test;

class PatchComparisonTest {

    private static MailMessage patch(String... diffs) throws UnreadableMessageException {
        return MessageParser.parse(("From: a@x\nSubject: [PATCH] x\nMessage-ID: <a@x>\n\ntext\n---\n"
                + String.join("", diffs) + "-- \n2.50\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String diff(String file, int line, String... lines) {
        long before = List.of(lines).stream().filter(l -> !l.startsWith("+")).count();
        long after = List.of(lines).stream().filter(l -> !l.startsWith("-")).count();
        return "diff --git a/" + file + " b/" + file + "\nindex 1111111.." + line + "111111 100644\n--- a/" + file
                + "\n+++ b/" + file + "\n@@ -" + line + "," + before + " +" + line + "," + after + " @@ int f(void)\n"
                + String.join("\n", lines) + "\n";
    }

    private static String show(PatchComparison.File file) {
        return file.lines().stream().map(l -> switch (l.kind()) {
            case BOTH -> "  " + l.text();
            case ONLY_OLDER -> "< " + l.text();
            case ONLY_NEWER -> "> " + l.text();
        }).collect(Collectors.joining("\n"));
    }

    @Test
    void movedLinesAreNoChange() throws UnreadableMessageException {
        PatchComparison same = PatchComparison.between(patch(diff("a.c", 3, " c", "-x", "+y")),
                patch(diff("a.c", 9, " c", "-x", "+y")));
        assertTrue(same.isEqual());
        assertEquals("  @@ int f(void)\n   c\n  -x\n  +y", show(same.files().getFirst()));
    }

    @Test
    void showsWhatBecameOfEachLine() throws UnreadableMessageException {
        PatchComparison changed = PatchComparison.between(
                patch(diff("a.c", 3, " c", "-x", "+y", "+z", " d"), diff("gone.c", 1, "+g")),
                patch(diff("a.c", 3, " c", "-x", "+y2", "+z", "+new", " d"), diff("fresh.c", 1, "+f")));
        assertFalse(changed.isEqual());
        assertEquals(List.of("a.c", "fresh.c", "gone.c"), changed.files().stream().map(f -> f.path()).toList());
        assertEquals("  @@ int f(void)\n   c\n  -x\n< +y\n> +y2\n  +z\n> +new\n   d", show(changed.files().getFirst()));
        assertEquals("> @@ int f(void)\n> +f", show(changed.files().get(1)));
        assertEquals("< @@ int f(void)\n< +g", show(changed.files().get(2)));
    }

    @Test
    void hugePatchesEndToo() throws UnreadableMessageException {
        String[] older = new String[6_000];
        String[] newer = new String[6_000];
        for (int i = 0; i < older.length; i++) {
            older[i] = "+a" + i;
            newer[i] = "+b" + i;
        }
        PatchComparison all = PatchComparison.between(patch(diff("a.c", 1, older)), patch(diff("a.c", 1, newer)));
        assertEquals(12_001, all.files().getFirst().lines().size());
    }
}
