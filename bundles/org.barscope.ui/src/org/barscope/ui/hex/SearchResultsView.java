// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.search.Search.Match;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.widgets.table.VirtualRows;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** Matches: all that a search found in a region, with what stands around it. Enter goes there. */
public final class SearchResultsView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.searchResults";

    private static final String HELP = "org.barscope.ui.search_results";
    private static final String FONT = "org.barscope.ui.hexFont";
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");
    private static final int BYTES = 3;
    private static final int BEFORE = 4;
    private static final int AFTER = 8;
    private static final int MOST_REMOVED = 1000;

    private Label said;
    private Table table;
    private List<Match> matches = List.of();
    private RegionInput input;
    private RegionScope scope;
    private Optional<RegionSnapshot> other = Optional.empty();

    /** Shows matches in the view of the editor's page. */
    static void show(RegionEditor editor, String what, List<Match> found, String summary) {
        show(editor, what, found, summary, Optional.empty());
    }

    /** @param there what matches are shown beside, when they are differences to it */
    static void show(RegionEditor editor, String what, List<Match> found, String summary,
            Optional<RegionSnapshot> there) {
        try {
            IWorkbenchPage page = editor.getSite().getPage();
            if (editor.region().isPresent()
                    && page.showView(ID, null, IWorkbenchPage.VIEW_VISIBLE) instanceof SearchResultsView view) {
                view.other = there;
                view.show(editor.region().get(), what, found, summary);
            }
        } catch (PartInitException problem) {
            ILog.of(SearchResultsView.class).log(problem.getStatus());
        }
    }

    @Override
    public void createPartControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(area);
        said = new Label(area, SWT.WRAP);
        said.setText("Find (Ctrl+F) lists all matches here.");
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 4).applyTo(said);
        createTable(area);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
    }

    private void createTable(Composite area) {
        table = new Table(area, SWT.FULL_SELECTION | SWT.SINGLE | SWT.VIRTUAL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table);
        table.setHeaderVisible(true);
        table.setFont(JFaceResources.getFont(FONT));
        column("Offset", 110);
        column("Length", 60);
        column("Where", 180);
        column("Bytes", 330);
        column("Text", 150);
        table.addListener(SWT.SetData, event -> fill((TableItem) event.item, matches.get(event.index)));
        table.addListener(SWT.DefaultSelection, event -> go());
    }

    /** Rows go one by one, some twenty microseconds each: a table with many is replaced. */
    private void keepFew(int count) {
        if (table.getItemCount() - count > MOST_REMOVED) {
            Composite area = table.getParent();
            boolean focused = table.isFocusControl();
            table.dispose();
            createTable(area);
            area.layout();
            if (focused) {
                table.setFocus();
            }
        } else if (table.getItemCount() > count) {
            VirtualRows.count(table, count);
        }
    }

    private void column(String title, int width) {
        TableColumn column = new TableColumn(table, SWT.NONE);
        column.setText(title);
        column.setWidth(width);
    }

    private void show(OpenRegion region, String what, List<Match> found, String summary) {
        input = region.input();
        scope = new RegionScope(region, List.of());
        // The rows that go may be asked for until they are gone.
        keepFew(found.size());
        matches = found;
        said.setText(what + " in " + input.getName() + ": " + summary);
        said.getParent().layout();
        table.getColumn(BYTES).setText(other.isPresent() ? "Other side → here" : "Bytes");
        table.setItemCount(matches.size());
        table.clearAll();
    }

    private void fill(TableItem item, Match match) {
        long offset = match.span().offset();
        String where = scope.at(offset).stream().findFirst().map(place -> place.span().offset() == offset ? place.name()
                : place.name() + "+" + (offset - place.span().offset())).orElse("");
        byte[] before = last(match.before());
        byte[] after = Arrays.copyOf(match.after(), Math.min(AFTER, match.after().length));
        item.setText(new String[] {"0x" + Long.toHexString(offset), Long.toString(match.span().length()), where,
            other.map(snapshot -> SPACED.formatHex(there(snapshot, match)) + " → " + SPACED.formatHex(match.bytes())
                    + (match.bytes().length < match.span().length() ? " …" : ""))
                    .orElseGet(() -> SPACED.formatHex(before) + " [" + SPACED.formatHex(match.bytes()) + "] "
                            + SPACED.formatHex(after)),
            text(before) + "[" + text(match.bytes()) + "]" + text(after)});
    }

    private static byte[] there(RegionSnapshot snapshot, Match match) {
        byte[] bytes = new byte[match.bytes().length];
        snapshot.copy(match.span().offset(), bytes, new byte[bytes.length]);
        return bytes;
    }

    private static byte[] last(byte[] bytes) {
        return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - BEFORE), bytes.length);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).chars()
                .mapToObj(c -> c >= ' ' && c <= '~' ? Character.toString(c) : ".").collect(Collectors.joining());
    }

    private void go() {
        int at = table.getSelectionIndex();
        if (at >= 0 && at < matches.size()) {
            RegionEditor.open(getSite().getPage(), input, Optional.of(HexPage.ID), Optional.empty())
                    .ifPresent(editor -> editor.jump(matches.get(at).span()));
        }
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }
}
