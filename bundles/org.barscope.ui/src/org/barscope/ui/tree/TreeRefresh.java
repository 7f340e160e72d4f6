// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.barscope.model.ConfigSpace;
import org.barscope.model.PciCapability;
import org.barscope.model.PciDevice;
import org.eclipse.emf.common.notify.Notification;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.util.EContentAdapter;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.widgets.Display;

/**
 * Follows the model and brings the tree up to date, once for many changes: nodes whose children changed are refreshed,
 * others only drawn anew.
 */
final class TreeRefresh extends EContentAdapter {

    private final TreeViewer viewer;
    private final BooleanSupplier filtered;
    private final Runnable changed;
    private final Set<Object> structures = new LinkedHashSet<>();
    private final Set<Object> labels = new LinkedHashSet<>();
    private boolean scheduled;

    /**
     * @param filtered whether nodes are shown because of what is below them
     * @param changed  told of every change before the tree is brought up to date
     */
    TreeRefresh(TreeViewer viewer, BooleanSupplier filtered, Runnable changed) {
        this.viewer = viewer;
        this.filtered = filtered;
        this.changed = changed;
    }

    @Override
    public void notifyChanged(Notification change) {
        super.notifyChanged(change);
        if (change.isTouch() || change.getEventType() == Notification.REMOVING_ADAPTER
                || !(change.getNotifier() instanceof EObject object)) {
            return;
        }
        if (change.getFeature() instanceof EReference) {
            structures.add(object);
            // A reference may put a node under a branch that was not there before.
            for (EObject up = object; up != null; up = up.eContainer()) {
                if (up instanceof PciDevice device) {
                    structures.add(device);
                    break;
                }
            }
        } else {
            labels.add(object);
        }
        schedule();
    }

    private void schedule() {
        Display display = viewer.getControl().getDisplay();
        if (!scheduled && !display.isDisposed()) {
            scheduled = true;
            display.asyncExec(this::bringUpToDate);
        }
    }

    private void bringUpToDate() {
        scheduled = false;
        changed.run();
        if (viewer.getControl().isDisposed()) {
            return;
        }
        List<Object> refresh = List.copyOf(structures);
        List<Object> update = List.copyOf(labels);
        structures.clear();
        labels.clear();
        viewer.getControl().setRedraw(false);
        try {
            if (filtered.getAsBoolean() && !refresh.isEmpty()) {
                // A node that has lost the last match below it goes, however far above it stands.
                viewer.refresh(true);
                return;
            }
            refresh.stream().filter(node -> !(node instanceof ConfigSpace || node instanceof PciCapability)
                    || viewer.getExpandedState(node)).forEach(node -> viewer.refresh(node, true));
            viewer.update(update.toArray(), null);
        } finally {
            viewer.getControl().setRedraw(true);
        }
    }
}
