// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.List;
import org.barscope.widgets.hex.HexCanvas;
import org.barscope.widgets.hex.HexColor;
import org.barscope.widgets.hex.HexTheme;
import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;

/**
 * The colours that the user may set for hex pages among the colours and fonts. One that is as it was shipped leaves the
 * choice to the page, which has one for light and one for dark backgrounds.
 */
final class HexColors {

    private static final String PREFIX = "org.barscope.ui.hex.";
    private static final List<HexColor> ROLES = List.of(HexColor.CHANGED, HexColor.CHANGED_BACKGROUND,
            HexColor.GUARDED, HexColor.ALL_ONES, HexColor.FAULTED, HexColor.REVOKED, HexColor.PENDING,
            HexColor.BOOKMARK, HexColor.MATCH, HexColor.DIFFERENCE);

    /** What the definitions in plugin.xml say. */
    private static final HexTheme SHIPPED = HexTheme.of(new RGB(255, 255, 255), new RGB(0, 0, 0));

    private HexColors() {
    }

    /** Lets a canvas have the user's colours, and follow them until it is disposed of. */
    static void apply(HexCanvas canvas) {
        ColorRegistry colors = JFaceResources.getColorRegistry();
        IPropertyChangeListener changed = event -> {
            if (event.getProperty().startsWith(PREFIX)) {
                canvas.setThemeAdjustment(HexColors::adjust);
            }
        };
        colors.addListener(changed);
        canvas.addDisposeListener(event -> colors.removeListener(changed));
        canvas.setThemeAdjustment(HexColors::adjust);
    }

    private static HexTheme adjust(HexTheme theme) {
        HexTheme adjusted = theme;
        for (HexColor role : ROLES) {
            RGB wanted = JFaceResources.getColorRegistry().getRGB(PREFIX + role.name());
            if (wanted != null && !wanted.equals(SHIPPED.color(role).getRGB())) {
                adjusted = adjusted.with(role, new Color(wanted));
            }
        }
        return adjusted;
    }
}
