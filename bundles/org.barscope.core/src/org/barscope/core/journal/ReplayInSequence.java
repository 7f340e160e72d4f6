// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.util.List;

/** A sequence that does what some entries did. */
final class ReplayInSequence {

    private final StringBuilder text = new StringBuilder("# Recorded by Barscope.\n");

    ReplayInSequence(List<JournalEntry> entries) {
        List<String> regions = entries.stream().filter(entry -> JournalExport.unreplayable(entry).isEmpty())
                .map(entry -> entry.change().subject()).distinct().toList();
        regions.forEach(region -> text.append("# Region: ").append(region).append('\n'));
        for (JournalEntry entry : entries) {
            String why = JournalExport.unreplayable(entry);
            if (why.isEmpty() && !entry.change().subject().equals(regions.getFirst())) {
                why = "of another region, " + entry.change().subject() + ": " + entry.change().kind().label() + " 0x"
                        + Long.toHexString(entry.change().offset());
            }
            if (!why.isEmpty()) {
                text.append("# ").append(why).append('\n');
            } else {
                lines(entry);
            }
        }
    }

    String text() {
        return text.toString();
    }

    private void lines(JournalEntry entry) {
        Change change = entry.change();
        String remark = JournalExport.remark(entry);
        if (change.kind() == ChangeKind.BLOCK) {
            // A sequence writes units: bytes, because a block may begin and end anywhere.
            for (int i = 0; i < change.data().length(); i += 2) {
                text.append("write @0x").append(Long.toHexString(change.offset() + i / 2)).append(":8 0x")
                        .append(change.data(), i, i + 2).append('\n');
            }
            return;
        }
        int bytes = change.accessBits() / 8;
        for (int at = 0; at < change.length(); at += bytes) {
            text.append(change.kind() == ChangeKind.READ ? "read" : "write").append(" @0x")
                    .append(Long.toHexString(change.offset() + at)).append(':').append(change.accessBits());
            if (change.kind() == ChangeKind.WRITE) {
                text.append(' ').append(JournalExport.padded(change.value().orElseThrow() >>> 8 * at,
                        change.accessBits()));
            }
            text.append(at == 0 && !remark.isEmpty() ? "  # " + remark + "\n" : "\n");
        }
    }
}
