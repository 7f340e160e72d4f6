// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.format.CopyFormat;
import org.barscope.core.memory.format.CopySource;
import org.barscope.ui.region.OpenRegion;
import org.barscope.widgets.hex.HexRange;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/**
 * Copies the selected bytes of a hex page: those on the screen as they are there; what lies beyond is read once, by the
 * same rules.
 */
final class CopyAs {

    /** As text a multiple of it; more belongs into a file. */
    private static final long MOST = 16 << 20;

    private final Shell shell;
    private final HexPage page;

    CopyAs(Shell shell, HexPage page) {
        this.shell = shell;
        this.page = page;
    }

    /** Copies in a form. */
    void copy(CopyFormat format) {
        withSource(source -> toClipboard(format.of(source)));
    }

    /** Copies the rows of the selection as they show. */
    void copyTable() {
        page.canvas().getTarget().ifPresent(range -> toClipboard(page.canvas().getText(range)));
    }

    /** Hands out what is selected, and says why when that cannot be. */
    void withSource(Consumer<CopySource> then) {
        Span span = page.canvas().getTarget().map(range -> new Span(range.first(), range.length()))
                .orElse(new Span(0, 0));
        if (span.length() > MOST || span.length() < 0) {
            refuse("Only " + (MOST >> 20) + " MiB can be copied at once; the selection has 0x"
                    + Long.toHexString(span.length()) + " bytes.");
        } else if (span.length() > 0) {
            OpenRegion region = page.region();
            RegionSnapshot latest = region.latest();
            boolean onScreen = latest.spans().stream().anyMatch(known -> known.offset() <= span.offset()
                    && known.end() >= span.end());
            if (onScreen || !page.mayRead()) {
                give(latest, span, then);
            } else {
                read(region.session(), span, then);
            }
        }
    }

    private void read(RegionSession session, Span span, Consumer<CopySource> then) {
        Display display = shell.getDisplay();
        var rules = page.region().access();
        Job.create("Reading what is to be copied", (ICoreRunnable) monitor -> {
            try {
                RegionSnapshot read = session.snapshot(List.of(span), rules).get();
                display.asyncExec(() -> give(read, span, then));
            } catch (ExecutionException closed) {
                display.asyncExec(() -> refuse("The region was closed meanwhile."));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }).schedule();
    }

    private void give(RegionSnapshot snapshot, Span span, Consumer<CopySource> then) {
        if (shell.isDisposed()) {
            return;
        }
        try {
            then.accept(new CopySource(snapshot, span, page.order(), page.region().info().busAddress(),
                    page.region().input().getName()));
        } catch (IllegalArgumentException impossible) {
            refuse(sentence(impossible.getMessage()) + " Copied as Hex or as a table, they show as they are here.");
        }
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    private void refuse(String why) {
        MessageDialog.openInformation(shell, "Cannot Copy", why);
    }

    private void toClipboard(String text) {
        Clipboard clipboard = new Clipboard(shell.getDisplay());
        clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
        clipboard.dispose();
    }

    /** Whether anything is selected. */
    static boolean possible(HexPage page) {
        return page.canvas().getTarget().map(HexRange::length).orElse(0L) != 0;
    }
}
