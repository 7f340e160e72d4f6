// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.search.ChangePattern;
import org.barscope.core.memory.search.Search;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Snapshots of the active hex page: takes one, compares, goes from difference to difference, lists them. */
public final class CompareHandler extends AbstractHandler {

    private static final String TAKE = "org.barscope.ui.takeSnapshot";
    private static final String COMPARE = "org.barscope.ui.compare";
    private static final String BESIDE = "org.barscope.ui.compareBeside";
    private static final String LIST = "org.barscope.ui.listDifferences";
    private static final String PREVIOUS = "org.eclipse.ui.navigate.previous";
    private static final String TITLE = "Compare";
    private static final int MOST = 100_000;

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveWorkbenchWindow(event).getShell();
        Optional<HexPage> active = HexViewMenu.activePage();
        if (active.isPresent() && HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor) {
            HexPage page = active.get();
            switch (event.getCommand().getId()) {
                case TAKE -> take(shell, page);
                case COMPARE -> PopupMenu.open(page.canvas(), new CompareMenu());
                case BESIDE -> page.comparison().showBeside(!page.comparison().besideShown());
                case LIST -> list(shell, editor, page);
                case String id -> step(shell, editor, page, id.equals(PREVIOUS));
            }
        }
        return null;
    }

    private static void take(Shell shell, HexPage page) {
        OpenRegion region = page.region();
        Span whole = new Span(0, region.info().size());
        Span span = region.selection().span().filter(selected -> selected.length() > Long.BYTES).orElse(whole);
        if (!page.mayRead()) {
            MessageDialog.openInformation(shell, "Take Snapshot", "Nothing is read yet: start reading first.");
        } else if (span.length() > RegionSnapshots.MOST) {
            MessageDialog.openInformation(shell, "Take Snapshot", "A snapshot can have "
                    + (RegionSnapshots.MOST >> 20) + " MiB; this would have 0x" + Long.toHexString(span.length())
                    + " bytes. Select the bytes that matter first.");
        } else {
            new RegionSnapshots(PlatformUI.getWorkbench().getService(Explorer.class).session()).take(region, span,
                    page::snapshotTaken);
        }
    }

    private static Optional<ChangePattern> pattern(Shell shell, HexPage page) {
        if (page.comparison().other().isEmpty()) {
            MessageDialog.openInformation(shell, TITLE, "Nothing is compared yet: take a snapshot (Ctrl+T) and choose "
                    + "what to compare with (Ctrl+K) first.");
        }
        return page.comparison().other().map(ChangePattern::new);
    }

    private static void step(Shell shell, RegionEditor editor, HexPage page, boolean back) {
        pattern(shell, page).ifPresent(pattern -> {
            Span covered = covered(pattern.before());
            Span here = page.region().selection().span().orElse(new Span(0, 0));
            long from = back ? covered.offset() : Math.clamp(here.end(), covered.offset(), covered.end());
            long to = back ? Math.clamp(here.offset(), covered.offset(), covered.end()) : covered.end();
            Search.Request request = new Search.Request(pattern, new Span(from, to - from), 1, back);
            find(page, request, result -> result.matches().stream().findFirst().ifPresentOrElse(
                    match -> editor.jump(match.span()),
                    () -> MessageDialog.openInformation(shell, TITLE, "There is no difference "
                            + (back ? "before" : "after") + " the cursor. " + result.skippedText())));
        });
    }

    private static void list(Shell shell, RegionEditor editor, HexPage page) {
        pattern(shell, page).ifPresent(pattern -> find(page, new Search.Request(pattern, covered(pattern.before()),
                MOST, false), result -> {
                    long bytes = result.matches().stream().mapToLong(match -> match.span().length()).sum();
                    SearchResultsView.show(editor, "Differences", result.matches(), bytes + " bytes differ in "
                            + result.matches().size() + " places. " + result.skippedText());
                }));
    }

    private static Span covered(RegionSnapshot snapshot) {
        List<Span> spans = snapshot.spans();
        return spans.isEmpty() ? new Span(0, 0) : new Span(spans.getFirst().offset(),
                spans.getLast().end() - spans.getFirst().offset());
    }

    private static void find(HexPage page, Search.Request request, Consumer<Search.Result> found) {
        FindJob job = new FindJob(page.region(), request, page.canvas().getDisplay(), found, () -> { });
        job.setUser(true);
        job.schedule();
    }
}
