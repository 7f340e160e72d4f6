// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.barscope.model.CapabilityField;
import org.barscope.model.PciDevice;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;

/**
 * Keeps the nodes that the words of a pattern lead to, what is above them, and what hangs below them. Each word must
 * stand in the node or in one above it, and at least one in the node itself: "gpu bar0" finds the first BAR of the
 * GPU. A device is found by address, names, numbers and driver; letter case does not matter. Fields are not searched:
 * there are hundreds a device.
 *
 * <p>One pass over the tree decides for all nodes; it is made when the first node is asked for after a change.
 */
final class NodeFilter extends ViewerFilter {

    private final DeviceTreeContent content;
    private String[] words = {};
    private boolean stale;
    private final Set<Object> onTheWay = new LinkedHashSet<>();
    private final Set<Object> matches = new HashSet<>();

    NodeFilter(DeviceTreeContent content) {
        this.content = content;
    }

    /** Sets the pattern: words separated by blanks; blank for everything. */
    void pattern(String pattern) {
        String text = pattern.strip().toLowerCase(Locale.ROOT);
        words = text.isEmpty() ? new String[0] : text.split("\\s+");
        stale = true;
    }

    /** True when a pattern is set. */
    boolean active() {
        return words.length > 0;
    }

    /** The tree has changed. */
    void changed() {
        stale = true;
    }

    /** The nodes that must be expanded for every match to be seen, those above first. */
    List<Object> onTheWay(Object input) {
        bringUpToDate(input);
        return new ArrayList<>(onTheWay).reversed();
    }

    @Override
    public boolean select(Viewer viewer, Object parent, Object element) {
        if (!active()) {
            return true;
        }
        bringUpToDate(viewer.getInput());
        if (onTheWay.contains(element)) {
            return true;
        }
        for (Object up = element; up != null; up = content.getParent(up)) {
            if (matches.contains(up)) {
                return true;
            }
        }
        return false;
    }

    private void bringUpToDate(Object input) {
        if (stale) {
            stale = false;
            onTheWay.clear();
            matches.clear();
            for (Object child : content.getChildren(input)) {
                visit(child, new boolean[words.length]);
            }
        }
    }

    /** @param above which words stand in the nodes above */
    private boolean visit(Object node, boolean[] above) {
        if (node instanceof CapabilityField) {
            return false;
        }
        String text = text(node);
        boolean[] found = above.clone();
        boolean own = false;
        boolean all = true;
        for (int i = 0; i < words.length; i++) {
            boolean here = text.contains(words[i]);
            own |= here;
            found[i] |= here;
            all &= found[i];
        }
        if (own && all) {
            matches.add(node);
            return true;
        }
        boolean below = false;
        for (Object child : content.getChildren(node)) {
            below |= visit(child, found);
        }
        if (below) {
            onTheWay.add(node);
        }
        return below;
    }

    private static String text(Object node) {
        String label = Labels.name(node) + " " + Labels.detail(node);
        if (node instanceof PciDevice device) {
            label += " " + String.join(" ", device.getVendorName(), device.getSubsystemName(),
                    device.getDriverOverride(), device.getUri());
        }
        return label.toLowerCase(Locale.ROOT);
    }
}
