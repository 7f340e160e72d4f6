// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** The Properties view. Any thread but the UI's. */
public final class PropertiesPage {

    /** The view's id. */
    public static final String ID = "org.eclipse.ui.views.PropertySheet";

    private final Composite control;

    private PropertiesPage(Composite control) {
        this.control = control;
    }

    /** Brings the view to the front. */
    public static PropertiesPage show() {
        return new PropertiesPage(Ui.get(() -> Widgets.of(Workbench.page().showView(ID))));
    }

    /** Waits until a property has that value. */
    public void await(String property, String value) {
        Ui.await("Properties show " + property + " = " + value,
                () -> Optional.of(properties()).filter(all -> value.equals(all.get(property))),
                () -> "but " + properties());
    }

    private Map<String, String> properties() {
        Map<String, String> all = new TreeMap<>();
        Widgets.find(control, Tree.class, tree -> true).ifPresent(tree -> rows(tree.getItems())
                .forEach(row -> all.put(row.getText(0), row.getText(1))));
        return all;
    }

    private static Stream<TreeItem> rows(TreeItem[] items) {
        return Arrays.stream(items).flatMap(item -> Stream.concat(Stream.of(item), rows(item.getItems())));
    }
}
