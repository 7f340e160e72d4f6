// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.Span;
import org.barscope.model.Bookmark;
import org.barscope.model.PciDevice;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.ViewPart;

/** Bookmarks of all regions. Enter goes there, F2 changes, Delete removes. */
public final class BookmarksView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.bookmarks";

    private static final String HELP = "org.barscope.ui.bookmarks_view";

    private Explorer explorer;
    private Bookmarks bookmarks;
    private Registration following;
    private Table table;

    @Override
    public void createPartControl(Composite parent) {
        explorer = PlatformUI.getWorkbench().getService(Explorer.class);
        bookmarks = new Bookmarks(explorer.session());
        table = new Table(parent, SWT.FULL_SELECTION | SWT.SINGLE);
        table.setHeaderVisible(true);
        column("Name", 180);
        column("Region", 190);
        column("Offset", 100);
        column("Length", 70);
        column("Comment", 300);
        table.addListener(SWT.DefaultSelection, event -> go());
        table.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.F2) {
                change();
            }
        });
        PlatformUI.getWorkbench().getHelpSystem().setHelp(table, HELP);
        Coalesced update = new Coalesced(table, this::fill);
        following = bookmarks.listen(update::request);
        Action delete = action("&Delete", this::delete);
        getViewSite().getActionBars().setGlobalActionHandler(ActionFactory.DELETE.getId(), delete);
        MenuManager menu = new MenuManager();
        menu.add(action("&Go There", this::go));
        menu.add(action("&Change…\tF2", this::change));
        menu.add(delete);
        table.setMenu(menu.createContextMenu(table));
        fill();
    }

    private void column(String title, int width) {
        TableColumn column = new TableColumn(table, SWT.NONE);
        column.setText(title);
        column.setWidth(width);
    }

    private static Action action(String text, Runnable work) {
        Action action = new Action() {
            @Override
            public void run() {
                work.run();
            }
        };
        action.setText(text);
        return action;
    }

    private void fill() {
        int selected = table.getSelectionIndex();
        table.setRedraw(false);
        table.removeAll();
        for (Bookmark mark : bookmarks.all()) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setData(mark);
            String comment = mark.getComment() == null ? "" : mark.getComment().lines().findFirst().orElse("");
            item.setText(new String[] {mark.getLabel(), mark.getRegionUri(), "0x" + Long.toHexString(mark.getOffset()),
                Long.toUnsignedString(mark.getLength()), comment});
        }
        if (table.getItemCount() > 0) {
            table.setSelection(Math.clamp(selected, 0, table.getItemCount() - 1));
        }
        table.setRedraw(true);
    }

    private Optional<Bookmark> selected() {
        int at = table.getSelectionIndex();
        return at < 0 ? Optional.empty() : Optional.of((Bookmark) table.getItem(at).getData());
    }

    private void go() {
        selected().ifPresent(mark -> {
            RegionUri uri = RegionUri.parse(mark.getRegionUri());
            String device = explorer.region(uri).map(region -> region.eContainer())
                    .filter(PciDevice.class::isInstance).map(owner -> ((PciDevice) owner).getDeviceName()).orElse("");
            RegionEditor.open(getSite().getPage(), new RegionInput(uri, device), Optional.of(HexPage.ID),
                    Optional.empty()).ifPresent(editor -> editor.jump(new Span(mark.getOffset(),
                            Math.max(1, mark.getLength()))));
        });
    }

    private void change() {
        selected().ifPresent(mark -> {
            BookmarkDialog dialog = new BookmarkDialog(getSite().getShell(), "Change Bookmark", mark.getLabel(),
                    mark.getComment() == null ? "" : mark.getComment());
            if (dialog.open() == Window.OK) {
                mark.setLabel(dialog.label());
                mark.setComment(dialog.comment());
            }
        });
    }

    private void delete() {
        selected().ifPresent(bookmarks::remove);
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        if (following != null) {
            following.close();
        }
        super.dispose();
    }
}
