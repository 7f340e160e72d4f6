// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import org.barscope.model.RegionState;
import org.barscope.model.Region;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Image;

/** Draws a node: icon, name, and its detail in the quieter style. The text alone tells a region's state. */
final class NodeLabels extends LabelProvider implements IStyledLabelProvider {

    private final LocalResourceManager images;

    NodeLabels(LocalResourceManager images) {
        this.images = images;
    }

    @Override
    public StyledString getStyledText(Object element) {
        StyledString text = new StyledString(Labels.name(element));
        String detail = Labels.detail(element);
        if (!detail.isEmpty()) {
            boolean gone = element instanceof Region region && region.getState() != RegionState.LIVE
                    && region.getState() != RegionState.UNKNOWN;
            text.append("  " + detail, gone ? StyledString.COUNTER_STYLER : StyledString.QUALIFIER_STYLER);
        }
        return text;
    }

    /** The plain text: what the filter box, the screen reader and copying see. */
    @Override
    public String getText(Object element) {
        String detail = Labels.detail(element);
        return detail.isEmpty() ? Labels.name(element) : Labels.name(element) + "  " + detail;
    }

    @Override
    public Image getImage(Object element) {
        return Icons.of(element).map(images::get).orElse(null);
    }
}
