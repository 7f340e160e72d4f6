// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.util.Locale;
import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.eclipse.jface.viewers.StructuredViewer;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.ui.dialogs.PatternFilter;

/**
 * Keeps the nodes that hold every word of the pattern, what leads to them, and what hangs below them. A device is found
 * by address, names, numbers and driver; letter case does not matter.
 */
final class NodeFilter extends PatternFilter {

    private String[] words = {};

    @Override
    public void setPattern(String pattern) {
        String text = pattern == null ? "" : pattern.strip().toLowerCase(Locale.ROOT);
        words = text.isEmpty() ? new String[0] : text.split("\\s+");
        super.setPattern(pattern);
    }

    @Override
    public boolean isElementVisible(Viewer viewer, Object element) {
        return words.length == 0 || super.isElementVisible(viewer, element) || belowMatch(viewer, element);
    }

    private boolean belowMatch(Viewer viewer, Object element) {
        ITreeContentProvider content = (ITreeContentProvider) ((StructuredViewer) viewer).getContentProvider();
        for (Object up = content.getParent(element); up != null && !(up instanceof Machine); up = content.getParent(up)) {
            if (isLeafMatch(viewer, up)) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected boolean isLeafMatch(Viewer viewer, Object element) {
        String text = text(element).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return words.length > 0;
    }

    private static String text(Object element) {
        String label = Labels.name(element) + " " + Labels.detail(element);
        if (element instanceof PciDevice device) {
            return label + " " + device.getVendorName() + " " + device.getSubsystemName() + " " + device.getDriverOverride()
                    + " " + device.getUri();
        }
        return label;
    }
}
