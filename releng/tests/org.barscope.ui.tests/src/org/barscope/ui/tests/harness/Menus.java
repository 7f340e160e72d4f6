// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** The window's menus, opened as a user opens them. Any thread but the UI's. */
public final class Menus {

    private Menus() {
    }

    /** The texts of a menu's items, separators left out, {@code ✗} before those that cannot be chosen. */
    public static List<String> items(String... path) {
        return Ui.get(() -> {
            Menu menu = open(path);
            List<String> texts = Arrays.stream(menu.getItems()).filter(item -> (item.getStyle() & SWT.SEPARATOR) == 0)
                    .map(item -> (item.isEnabled() ? "" : "✗ ") + plain(item)).toList();
            close(menu);
            return texts;
        });
    }

    /** Chooses the item at the end of a path, each step of which begins so. */
    public static void choose(String... path) {
        Ui.run(() -> {
            Menu menu = open(Arrays.copyOf(path, path.length - 1));
            String last = path[path.length - 1];
            MenuItem item = item(menu, last).orElseThrow(() -> new AssertionError("no item '" + last + "' in "
                    + Arrays.stream(menu.getItems()).map(Menus::plain).toList()));
            if (!item.isEnabled()) {
                throw new AssertionError("the item '" + item.getText() + "' cannot be chosen now");
            }
            if ((item.getStyle() & (SWT.RADIO | SWT.CHECK)) != 0) {
                item.setSelection(true);
            }
            // As the window does: what is chosen happens after the menu is gone.
            item.getDisplay().asyncExec(() -> {
                item.notifyListeners(SWT.Selection, new Event());
                close(menu);
            });
        });
        Ui.settle();
    }

    private static Menu open(String... path) {
        Menu menu = Workbench.shell().getMenuBar();
        menu.notifyListeners(SWT.Show, new Event());
        for (String step : path) {
            Menu above = menu;
            menu = item(above, step).map(MenuItem::getMenu).orElseThrow(() -> new AssertionError("no menu '" + step
                    + "' in " + Arrays.stream(above.getItems()).map(Menus::plain).toList()));
            menu.notifyListeners(SWT.Show, new Event());
        }
        return menu;
    }

    private static void close(Menu menu) {
        List<Menu> opened = new ArrayList<>();
        for (Menu at = menu; at != null && !at.isDisposed() && at.getParentMenu() != null; at = at.getParentMenu()) {
            opened.add(at);
        }
        opened.forEach(at -> at.notifyListeners(SWT.Hide, new Event()));
    }

    private static Optional<MenuItem> item(Menu menu, String beginning) {
        return Arrays.stream(menu.getItems()).filter(item -> plain(item).startsWith(beginning)).findFirst();
    }

    private static String plain(MenuItem item) {
        return item.getText().replace("&", "");
    }
}
