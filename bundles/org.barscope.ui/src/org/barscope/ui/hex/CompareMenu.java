// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.model.SnapshotRef;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;

/** What the active hex page can be compared with: its snapshots, the latest first, and files. */
public final class CompareMenu extends CompoundContributionItem {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private static final int MOST = 9;

    @Override
    protected IContributionItem[] getContributionItems() {
        Optional<HexPage> active = HexViewMenu.activePage();
        List<IContributionItem> items = new ArrayList<>();
        active.ifPresent(page -> {
            sides(items, page, snapshot -> page.compareWith(Optional.of(snapshot)));
            items.add(item("&Nothing", () -> page.compareWith(Optional.empty())));
            items.add(new Separator());
            List<IContributionItem> shown = new ArrayList<>();
            sides(shown, page, snapshot -> page.showInstead(Optional.of(snapshot)));
            shown.add(item("&Live", () -> page.showInstead(Optional.empty())));
            MenuManager instead = new MenuManager("&Show Instead of Live");
            shown.forEach(instead::add);
            items.add(instead);
        });
        return items.toArray(IContributionItem[]::new);
    }

    /** What can be a side of the comparison: the snapshots of the region, or a file. */
    private static void sides(List<IContributionItem> items, HexPage page, Consumer<RegionSnapshot> chosen) {
        List<SnapshotRef> refs = new RegionSnapshots(PlatformUI.getWorkbench().getService(Explorer.class).session())
                .of(page.region().info().uri());
        for (int i = 0; i < Math.min(MOST, refs.size()); i++) {
            SnapshotRef ref = refs.get(i);
            items.add(item("&" + (i + 1) + " Snapshot of " + TIME.format(ref.getCreatedAt()) + ", 0x"
                    + Long.toHexString(ref.getLength()) + " bytes at 0x" + Long.toHexString(ref.getOffset()),
                    () -> RegionSnapshots.load(ref, chosen)));
        }
        items.add(item("&File…", () -> file(page, chosen)));
    }

    private static void file(HexPage page, Consumer<RegionSnapshot> chosen) {
        FileDialog dialog = new FileDialog(page.canvas().getShell(), SWT.OPEN);
        dialog.setText("Open a File to Compare With");
        String file = dialog.open();
        if (file != null) {
            RegionSnapshots.loadFile(Path.of(file), page.region().info().uri(), chosen);
        }
    }

    private static IContributionItem item(String text, Runnable work) {
        return new ActionContributionItem(new Action(text) {
            @Override
            public void run() {
                work.run();
            }
        });
    }
}
