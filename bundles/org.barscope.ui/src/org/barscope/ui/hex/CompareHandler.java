// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.search.ChangePattern;
import org.barscope.core.memory.search.Search;
import org.barscope.core.memory.search.Search.Match;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Snapshots of the active hex page: takes one, compares, goes from difference to difference, lists them. */
public final class CompareHandler extends AbstractHandler {

    private static final String TAKE = "org.barscope.ui.takeSnapshot";
    private static final String COMPARE = "org.barscope.ui.compare";
    private static final String BESIDE = "org.barscope.ui.compareBeside";
    private static final String LIST = "org.barscope.ui.listDifferences";
    private static final String EXPORT = "org.barscope.ui.exportDifferences";
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
                case LIST -> list(page);
                case EXPORT -> other(shell, page).ifPresent(other -> new Differences(page, other).export(shell));
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

    private static Optional<RegionSnapshot> other(Shell shell, HexPage page) {
        if (page.comparison().other().isEmpty()) {
            MessageDialog.openInformation(shell, TITLE, "Nothing is compared yet: take a snapshot (Ctrl+T) and choose "
                    + "what to compare with (Ctrl+K) first.");
        }
        return page.comparison().other();
    }

    private static void step(Shell shell, RegionEditor editor, HexPage page, boolean back) {
        other(shell, page).ifPresent(other -> {
            Span covered = Differences.covered(other, page.region().info().size());
            Span here = page.region().selection().span().orElse(new Span(0, 0));
            page.comparison().instead().ifPresentOrElse(shown -> new Differences(page, other).between(shown, shell,
                    diff -> went(shell, editor, next(diff.differences(), here, back), "", back)), () -> {
                        long from = back ? covered.offset() : Math.clamp(here.end(), covered.offset(), covered.end());
                        long to = back ? Math.clamp(here.offset(), covered.offset(), covered.end()) : covered.end();
                        find(page, new Search.Request(new ChangePattern(other), new Span(from, to - from), 1, back),
                                result -> went(shell, editor, result.matches().stream().findFirst().map(Match::span),
                                        result.skippedText(), back));
                    });
        });
    }

    private static Optional<Span> next(List<Span> differences, Span here, boolean back) {
        return back ? differences.reversed().stream().filter(span -> span.end() <= here.offset()).findFirst()
                : differences.stream().filter(span -> span.offset() >= here.end()).findFirst();
    }

    private static void went(Shell shell, RegionEditor editor, Optional<Span> found, String skipped, boolean back) {
        found.ifPresentOrElse(editor::jump, () -> MessageDialog.openInformation(shell, TITLE,
                ("There is no difference " + (back ? "before" : "after") + " the cursor. " + skipped).strip()));
    }

    /** Counts all differences and lists them, each with what both sides hold. */
    static void list(HexPage page) {
        Shell shell = page.canvas().getShell();
        IWorkbenchPage window = PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage();
        other(shell, page).filter(other -> window.getActiveEditor() instanceof RegionEditor).ifPresent(other -> {
            RegionEditor editor = (RegionEditor) window.getActiveEditor();
            page.comparison().instead().ifPresentOrElse(shown -> new Differences(page, other).between(shown, shell,
                    diff -> show(editor, Differences.matches(diff, shown, MOST), diff.bytes(),
                            diff.left() == 0 ? "" : diff.left() + " bytes are in one of the two only.", other)),
                    () -> find(page, new Search.Request(new ChangePattern(other), Differences.covered(other,
                            page.region().info().size()), MOST, false), result -> show(editor, result.matches(),
                                    result.matches().stream().mapToLong(match -> match.span().length()).sum(),
                                    result.skippedText(), other)));
        });
    }

    private static void show(RegionEditor editor, List<Match> found, long bytes, String skipped,
            RegionSnapshot other) {
        String text = bytes + (bytes == 1 ? " byte differs in " : " bytes differ in ") + found.size()
                + (found.size() == 1 ? " place." : " places.") + (skipped.isEmpty() ? "" : " " + skipped);
        SearchResultsView.show(editor, "Differences", found, text, Optional.of(other));
    }

    private static void find(HexPage page, Search.Request request, Consumer<Search.Result> found) {
        FindJob job = new FindJob(page.region(), request, page.canvas().getDisplay(), found, () -> { });
        job.setUser(true);
        job.schedule();
    }
}
