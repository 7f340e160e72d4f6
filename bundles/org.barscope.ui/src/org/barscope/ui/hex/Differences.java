// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.diff.SnapshotDiff;
import org.barscope.core.memory.file.WholeFile;
import org.barscope.core.memory.search.Search.Match;
import org.barscope.ui.work.Work;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** All differences between the two sides of a comparison, not only those that are shown; found in a job. */
final class Differences {

    private static final int CONTEXT = 16;

    private final HexPage page;
    private final RegionSnapshot other;

    /** @param other the side that the page is compared with */
    Differences(HexPage page, RegionSnapshot other) {
        this.page = page;
        this.other = other;
    }

    /** What both sides can have: from the first byte of the other to its last, as far as the region reaches. */
    static Span covered(RegionSnapshot snapshot, long size) {
        List<Span> spans = snapshot.spans();
        return spans.isEmpty() ? new Span(0, 0) : new Span(spans.getFirst().offset(),
                spans.getLast().end() - spans.getFirst().offset()).within(size);
    }

    /** Compares two snapshots; nothing is read. */
    void between(RegionSnapshot shown, Shell shell, Consumer<SnapshotDiff> found) {
        Work.start(shell, "Comparing snapshots", () -> SnapshotDiff.of(other, shown), found);
    }

    /** Differences with what stands around them in a snapshot, as the list of matches takes them. */
    static List<Match> matches(SnapshotDiff diff, RegionSnapshot shown, int most) {
        return diff.differences().stream().limit(most).map(span -> new Match(span,
                bytes(shown, Math.max(0, span.offset() - CONTEXT), (int) Math.min(CONTEXT, span.offset())),
                bytes(shown, span.offset(), (int) Math.min(CONTEXT, span.length())),
                bytes(shown, span.end(), CONTEXT))).toList();
    }

    private static byte[] bytes(RegionSnapshot snapshot, long offset, int length) {
        byte[] bytes = new byte[length];
        byte[] states = new byte[length];
        snapshot.copy(offset, bytes, states);
        int known = 0;
        while (known < length && snapshot.stateAt(offset + known).hasValue()) {
            known++;
        }
        return Arrays.copyOf(bytes, known);
    }

    /** Asks for a file and writes all differences to it; reads the device once if the page is live. */
    void export(Shell shell) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText("Export Differences of " + page.region().input().getName());
        dialog.setFileName(page.region().info().uri().toString().replaceAll("[^A-Za-z0-9.]+", "-")
                + "-differences.csv");
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen == null) {
            return;
        }
        Path file = Path.of(chosen);
        RegionSession session = page.region().session();
        AccessMap rules = page.region().access();
        Span span = covered(other, page.region().info().size());
        Optional<RegionSnapshot> frozen = page.comparison().instead();
        Work.start(shell, "Exporting differences", () -> {
            RegionSnapshot now = frozen.isPresent() ? frozen.get() : read(session, span, rules, file);
            SnapshotDiff diff = SnapshotDiff.of(other, now);
            new WholeFile(file).write("export differences to " + file,
                    diff.csv(other, now).getBytes(StandardCharsets.UTF_8), true);
            return diff;
        }, diff -> page.say(diff.bytes() + (diff.bytes() == 1 ? " byte differs" : " bytes differ") + " in "
                + diff.differences().size() + (diff.differences().size() == 1 ? " place" : " places")
                + ", exported to " + file));
    }

    private static RegionSnapshot read(RegionSession session, Span span, AccessMap rules, Path file)
            throws BackendException {
        String attempt = "export differences to " + file;
        if (span.length() > RegionSnapshots.MOST) {
            throw new BackendException(Reason.REFUSED, attempt, "0x" + Long.toHexString(span.length())
                    + " bytes would be read at once", "compare with a snapshot of fewer bytes");
        }
        try {
            return session.snapshot(List.of(span), rules).get();
        } catch (ExecutionException closed) {
            throw new BackendException(Reason.FAILED, attempt, "the region was closed meanwhile", "", closed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "it was interrupted", "", stopped);
        }
    }
}
