// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.stream.Collectors;
import org.barscope.core.memory.Route;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Says beside the tabs, on whichever page, by which route the region is open and whether the user has chosen that. */
final class RouteLabel {

    private final Label label;

    RouteLabel(Composite parent) {
        label = new Label(parent, SWT.RIGHT);
        // Lies on the row of the tabs: the colours of a theme are for labels that lie on a page.
        label.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        parent.addListener(SWT.Paint, event -> followParent());
    }

    /** Themes colour the row of the tabs at any time, and a label that they leave alone would be a box on it. */
    private void followParent() {
        Composite parent = label.getParent();
        if (!parent.getBackground().equals(label.getBackground())) {
            label.setBackground(parent.getBackground());
            label.setForeground(parent.getForeground());
        }
    }

    Label control() {
        return label;
    }

    void show(Route route, boolean forced) {
        label.setText("Route: " + route.id() + (forced ? " (forced) " : " "));
        label.setToolTipText(detail(route, forced));
    }

    private static String detail(Route route, boolean forced) {
        String head = route.label() + (forced ? ", as you chose" : "");
        return route.refused().isEmpty() ? head : route.refused().stream()
                .map(refused -> refused.id() + ": " + refused.why())
                .collect(Collectors.joining("\n", head + "; better routes:\n", ""));
    }
}
