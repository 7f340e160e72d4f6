// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.List;
import java.util.function.Supplier;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;

/** Placeholder for the accessible view; replaced below. */
final class HexAccessibility {

    private final Accessible accessible;

    HexAccessibility(HexCanvas canvas, HexController controller, Supplier<List<HexMark>> marks) {
        accessible = canvas.getAccessible();
        accessible.addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = controller.selection().map(at -> controller.describer().announcement(at.caret(),
                        at.pane(), marks.get())).orElse("Empty");
            }
        });
        accessible.addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_TABLE;
            }
        });
    }

    void caretMoved() {
        accessible.sendEvent(ACC.EVENT_DESCRIPTION_CHANGED, null);
    }
}
