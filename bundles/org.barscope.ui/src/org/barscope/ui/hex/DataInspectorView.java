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
import org.barscope.core.memory.inspect.Inspector;
import org.barscope.core.memory.inspect.Meaning;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.ActiveRegion;
import org.barscope.ui.region.OpenRegion;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
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
    private Label place;
    private Table table;
    private Coalesced update;
    private ActiveRegion active;
    private Optional<OpenRegion> region = Optional.empty();
    private Pointers pointers;
    private List<Registration> following = List.of();
    private List<Row> rows = List.of();

    /** A line: texts of the three columns, and where the values of the last two point. */
    private record Row(String name, String little, String big, List<Optional<Pointers.Target>> targets) {

        static Row of(Meaning meaning) {
            return new Row(meaning.name(), meaning.little(), meaning.big().orElse(""),
                    List.of(Optional.empty(), Optional.empty()));
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
        table.addListener(SWT.DefaultSelection, event -> follow());
        table.setToolTipText("Enter or a double click follows an address");
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        update = new Coalesced(table, this::show);
        pointers = new Pointers(PlatformUI.getWorkbench().getService(Explorer.class).session(), getSite().getPage());
        active = new ActiveRegion(getSite().getPage(), this::region);
        getViewSite().getActionBars().setGlobalActionHandler(ActionFactory.COPY.getId(), copyAction());
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

    private void show() {
        if (table.isDisposed()) {
            return;
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
        return Optional.of(new Row("Pointer " + 8 * width, text(targets.getFirst()), text(targets.getLast()), targets));
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
