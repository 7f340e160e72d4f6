// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.util.List;

/** A shell script that does what some entries did. */
final class ReplayInShell {

    private final StringBuilder text = new StringBuilder("#!/bin/sh\n# Recorded by Barscope.\nset -e\n");

    ReplayInShell(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            String why = JournalExport.unreplayable(entry);
            if (!why.isEmpty()) {
                text.append("# ").append(why).append('\n');
                continue;
            }
            String remark = JournalExport.remark(entry);
            if (!remark.isEmpty()) {
                text.append("# ").append(remark).append('\n');
            }
            line(entry.change());
        }
    }

    String text() {
        return text.toString();
    }

    private void line(Change change) {
        if (change.kind() == ChangeKind.BLOCK) {
            text.append("barscope poke ").append(quoted(change.subject())).append(" 0x")
                    .append(Long.toHexString(change.offset())).append(" --bytes ").append(change.data())
                    .append(" --yes\n");
            return;
        }
        int bytes = change.accessBits() / 8;
        for (int at = 0; at < change.length(); at += bytes) {
            text.append("barscope poke ").append(quoted(change.subject())).append(" 0x")
                    .append(Long.toHexString(change.offset() + at));
            if (change.kind() == ChangeKind.READ) {
                text.append(" --read");
            } else {
                text.append(' ').append(JournalExport.padded(change.value().orElseThrow() >>> 8 * at,
                        change.accessBits()));
            }
            text.append(" --width ").append(change.accessBits())
                    .append(change.kind() == ChangeKind.READ ? "\n" : " --yes\n");
        }
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9:./_-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
