// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.ByteOrder;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.inspect.Inspector;
import org.barscope.core.memory.inspect.Meaning;
import org.barscope.core.memory.inspect.MeaningText;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.ActiveRegion;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionPage;
import org.barscope.ui.work.Work;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.ViewPart;

/**
 * Data Inspector: what the bytes at the cursor of the active region may mean, in both byte orders, as they were last
 * read. Reads nothing itself.
 */
public final class DataInspectorView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.dataInspector";

    private static final String HELP = "org.barscope.ui.data_inspector";
    private static final String FONT = "org.barscope.ui.hexFont";
    private static final int NAME_WIDTH = 150;
    private static final int VALUE_WIDTH = 150;
    private static final int LITTLE = 1;
    private static final int BIG = 2;

    private final Inspector inspector = new Inspector(ZoneId.systemDefault());
    private static final String USAGE = "F2 types over a number, Shift+F2 over its big-endian form, where writing is "
            + "allowed. Enter or a click follows an address.";

    private Label place;
    private Label said;
    private Table table;
    private InspectorCells cells;
    private Coalesced update;
    private ActiveRegion active;
    private Optional<OpenRegion> region = Optional.empty();
    private Pointers pointers;
    private List<Registration> following = List.of();
    private List<Row> rows = List.of();
    private long typedAt;

    /** A line: texts of the three columns, and where the values of the last two point. */
    private record Row(String name, String little, String big, List<Optional<Pointers.Target>> targets,
            Optional<Meaning> number) {

        static Row of(Meaning meaning) {
            return new Row(meaning.name(), meaning.little(), meaning.big().orElse(""),
                    List.of(Optional.empty(), Optional.empty()), Optional.of(meaning).filter(MeaningText::editable));
        }

        /** Where a cell points; those of a column that says nothing, nowhere. */
        Optional<Pointers.Target> target(int column) {
            return column == LITTLE || column == BIG ? targets.get(column - LITTLE) : Optional.empty();
        }
    }

    @Override
    public void createPartControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(area);
        place = new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 4).applyTo(place);
        table = new Table(area, SWT.FULL_SELECTION | SWT.SINGLE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table);
        table.setHeaderVisible(true);
        table.setFont(JFaceResources.getFont(FONT));
        column("Meaning", NAME_WIDTH);
        column("Little-endian", VALUE_WIDTH);
        column("Big-endian", VALUE_WIDTH);
        table.addListener(SWT.DefaultSelection, event -> chosen());
        table.addListener(SWT.MouseUp, this::clicked);
        table.addListener(SWT.MouseMove, this::moved);
        table.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.F2) {
                edit(table.getSelectionIndex(), (event.stateMask & SWT.SHIFT) != 0 ? BIG : LITTLE);
            }
        });
        cells = new InspectorCells(table);
        contextMenu();
        said = new Label(area, SWT.WRAP);
        said.setText(USAGE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 2)
                .hint(NAME_WIDTH + VALUE_WIDTH, 3 * said.computeSize(SWT.DEFAULT, SWT.DEFAULT).y).applyTo(said);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        update = new Coalesced(table, this::show);
        pointers = new Pointers(PlatformUI.getWorkbench().getService(Explorer.class).session(), getSite().getPage());
        active = new ActiveRegion(getSite().getPage(), this::region);
    }

    private void column(String title, int width) {
        TableColumn column = new TableColumn(table, SWT.NONE);
        column.setText(title);
        column.setWidth(width);
    }

    private void region(Optional<OpenRegion> now) {
        region = now;
        following.forEach(Registration::close);
        following = region.map(open -> List.of(open.selection().listen(change -> show()),
                open.listenToReading(snapshot -> update.request()))).orElse(List.of());
        show();
    }

    private void contextMenu() {
        MenuManager menu = new MenuManager();
        menu.add(action("&Type Over Little-Endian\tF2", () -> edit(table.getSelectionIndex(), LITTLE)));
        menu.add(action("Type Over &Big-Endian\tShift+F2", () -> edit(table.getSelectionIndex(), BIG)));
        menu.add(action("&Follow Address\tEnter", this::follow));
        Action copy = copyAction();
        menu.add(copy);
        table.setMenu(menu.createContextMenu(table));
        getViewSite().getActionBars().setGlobalActionHandler(ActionFactory.COPY.getId(), copy);
    }

    private static Action action(String text, Runnable work) {
        return new Action(text) {
            @Override
            public void run() {
                work.run();
            }
        };
    }

    private void show() {
        if (table.isDisposed()) {
            return;
        }
        Optional<Long> now = region.flatMap(open -> open.selection().span()).map(Span::offset);
        if (cells.typing() && now.isPresent() && now.get() == typedAt) {
            // What is typed over stays where it is until Enter or Esc.
            return;
        }
        if (cells.typing()) {
            cells.close();
            say(USAGE);
        }
        if (region.isEmpty() || region.get().selection().span().isEmpty()) {
            place.setText("Select bytes of a region to see what they mean.");
            rows = List.of();
        } else {
            long offset = region.get().selection().span().get().offset();
            byte[] bytes = known(region.get().latest(), offset);
            rows = rows(region.get(), bytes);
            place.setText("0x" + Long.toHexString(offset) + " of " + region.get().input().getName()
                    + (bytes.length == 0 ? ": not read" : ""));
        }
        fill();
    }

    /** The bytes from an offset on that have values, as many as the inspector looks at. */
    private static byte[] known(RegionSnapshot snapshot, long offset) {
        byte[] bytes = new byte[Inspector.LONGEST];
        int length = 0;
        while (length < bytes.length && snapshot.stateAt(offset + length).hasValue()) {
            bytes[length] = (byte) snapshot.byteAt(offset + length);
            length++;
        }
        return Arrays.copyOf(bytes, length);
    }

    private List<Row> rows(OpenRegion region, byte[] bytes) {
        List<Row> all = new ArrayList<>(inspector.inspect(bytes).stream().map(Row::of).toList());
        pointer(region, bytes, 4).ifPresent(all::add);
        pointer(region, bytes, 8).ifPresent(all::add);
        return all;
    }

    private Optional<Row> pointer(OpenRegion region, byte[] bytes, int width) {
        if (bytes.length < width) {
            return Optional.empty();
        }
        List<Optional<Pointers.Target>> targets = List.of(target(region, bytes, width, ByteOrder.LITTLE_ENDIAN),
                target(region, bytes, width, ByteOrder.BIG_ENDIAN));
        return Optional.of(new Row("Pointer " + 8 * width, text(targets.getFirst()), text(targets.getLast()), targets,
                Optional.empty()));
    }

    private Optional<Pointers.Target> target(OpenRegion region, byte[] bytes, int width, ByteOrder order) {
        return pointers.find(Inspector.value(bytes, width, order), region.info().uri());
    }

    private static String text(Optional<Pointers.Target> target) {
        return target.map(found -> "→ " + found.text()).orElse("–");
    }

    /** Changes only what is different, so that a reader and the selection stay where they are. */
    private void fill() {
        while (table.getItemCount() > rows.size()) {
            table.remove(table.getItemCount() - 1);
        }
        for (int i = 0; i < rows.size(); i++) {
            TableItem item = i < table.getItemCount() ? table.getItem(i) : new TableItem(table, SWT.NONE);
            set(item, 0, rows.get(i).name());
            set(item, LITTLE, rows.get(i).little());
            set(item, BIG, rows.get(i).big());
        }
    }

    private static void set(TableItem item, int column, String text) {
        if (!item.getText(column).equals(text)) {
            item.setText(column, text);
        }
    }

    private void chosen() {
        int at = table.getSelectionIndex();
        if (at >= 0 && at < rows.size() && rows.get(at).number().isPresent()) {
            edit(at, columnAtPointer(at).orElse(LITTLE));
        } else {
            follow();
        }
    }

    /** A double click chooses the cell that it is on; Enter does not care where the pointer is. */
    private Optional<Integer> columnAtPointer(int row) {
        Point at = table.toControl(table.getDisplay().getCursorLocation());
        return table.getItem(row).getBounds(BIG).contains(at) ? Optional.of(BIG) : Optional.empty();
    }

    private Optional<Pointers.Target> targetAt(Point at) {
        TableItem item = table.getItem(at);
        if (item == null || table.indexOf(item) >= rows.size()) {
            return Optional.empty();
        }
        Row row = rows.get(table.indexOf(item));
        int column = item.getBounds(BIG).contains(at) ? BIG : item.getBounds(LITTLE).contains(at) ? LITTLE : 0;
        return row.target(column);
    }

    private void clicked(Event event) {
        if (event.button == 1) {
            targetAt(new Point(event.x, event.y)).ifPresent(target -> target.follow(getSite().getPage()));
        }
    }

    private void moved(Event event) {
        boolean link = targetAt(new Point(event.x, event.y)).isPresent();
        table.setCursor(link ? table.getDisplay().getSystemCursor(SWT.CURSOR_HAND) : null);
    }

    private void say(String text) {
        said.setText(text);
        said.setToolTipText(text);
    }

    private void edit(int at, int column) {
        if (at < 0 || at >= rows.size() || region.isEmpty() || region.get().selection().span().isEmpty()) {
            return;
        }
        OpenRegion open = region.get();
        long offset = open.selection().span().get().offset();
        Row row = rows.get(at);
        if (row.number().isEmpty()) {
            say(row.name() + " cannot be typed over: type over the numbers that it is made of.");
            return;
        }
        Meaning meaning = row.number().get();
        Explorer explorer = PlatformUI.getWorkbench().getService(Explorer.class);
        Optional<String> refusal = InspectorEdit.refusal(explorer, open, offset, meaning.bytes());
        if (refusal.isPresent()) {
            say(refusal.get() + ".");
            return;
        }
        // A single byte has one form only.
        int shown = meaning.big().isEmpty() ? LITTLE : column;
        typedAt = offset;
        cells.open(at, shown, row.name() + (shown == BIG ? ", big-endian" : ""), new InspectorCells.Typing() {
            private Optional<InspectorEdit> pending = Optional.empty();

            @Override
            public void typed(String text) {
                try {
                    pending = Optional.of(InspectorEdit.of(open, offset, MeaningText.bytes(meaning, text,
                            shown == BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)));
                    say(pending.get().text());
                } catch (IllegalArgumentException senseless) {
                    pending = Optional.empty();
                    say(Work.sentence(senseless.getMessage()));
                }
            }

            @Override
            public boolean entered(String text) {
                pending.ifPresent(edit -> write(explorer, open, edit));
                return pending.isPresent();
            }

            @Override
            public void takenBack() {
                say("Nothing was written.");
                show();
            }
        });
    }

    private void write(Explorer explorer, OpenRegion open, InspectorEdit edit) {
        say("Writing…");
        Display display = table.getDisplay();
        edit.write(explorer).thenAccept(told -> Work.later(display, () -> {
            if (!table.isDisposed()) {
                say(told);
                for (IEditorReference editor : getSite().getPage().getEditorReferences()) {
                    if (editor.getEditor(false) instanceof RegionEditor shown && shown.region()
                            .filter(open::equals).isPresent()) {
                        shown.activePage().ifPresent(RegionPage::refresh);
                    }
                }
            }
        }));
    }

    private void follow() {
        int at = table.getSelectionIndex();
        if (at >= 0 && at < rows.size()) {
            rows.get(at).targets().stream().flatMap(Optional::stream).findFirst()
                    .ifPresent(target -> target.follow(getSite().getPage()));
        }
    }

    private Action copyAction() {
        Action copy = new Action() {
            @Override
            public void run() {
                int at = table.getSelectionIndex();
                if (at >= 0 && at < rows.size()) {
                    Row row = rows.get(at);
                    Clipboard clipboard = new Clipboard(table.getDisplay());
                    clipboard.setContents(new Object[] {row.name() + "\t" + row.little() + "\t" + row.big()},
                            new Transfer[] {TextTransfer.getInstance()});
                    clipboard.dispose();
                }
            }
        };
        copy.setText("&Copy");
        return copy;
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        following.forEach(Registration::close);
        if (active != null) {
            active.close();
        }
        super.dispose();
    }
}
