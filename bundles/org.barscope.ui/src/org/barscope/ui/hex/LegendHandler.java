// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import org.barscope.widgets.hex.HexColor;
import org.barscope.widgets.hex.HexLegend;
import org.barscope.widgets.hex.HexMark;
import org.barscope.widgets.hex.HexTheme;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Legend: each sign of the hex page as it looks there, and what it means. */
public final class LegendHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        HexViewMenu.activePage().ifPresent(page -> new Legend(shell, page).open());
        return null;
    }

    private static final class Legend extends Dialog {

        private static final int WIDTH = 460;

        private final HexPage page;

        Legend(Shell parent, HexPage page) {
            super(parent);
            this.page = page;
        }

        @Override
        protected void configureShell(Shell shell) {
            super.configureShell(shell);
            shell.setText("Legend of the Hex Page");
        }

        @Override
        protected Control createDialogArea(Composite parent) {
            Composite area = (Composite) super.createDialogArea(parent);
            GridLayoutFactory.swtDefaults().margins(12, 12).spacing(12, 4).numColumns(3).applyTo(area);
            HexTheme theme = page.canvas().getTheme();
            for (HexLegend entry : HexLegend.entries()) {
                line(area, entry.sample(), theme, entry.color(), HexColor.BACKGROUND, entry.state().label(),
                        entry.description());
            }
            line(area, "5a", theme, HexColor.TEXT, HexColor.REGISTER_ODD, HexMark.Kind.REGISTER.label(),
                    "A register of the description; neighbours have different tints. Rest the pointer on it for more.");
            line(area, "5a", theme, HexColor.TEXT, HexColor.MATCH, HexMark.Kind.MATCH.label(),
                    "Found by a search: framed.");
            line(area, "5a", theme, HexColor.TEXT, HexColor.DIFFERENCE, HexMark.Kind.DIFFERENCE.label(),
                    "Differs from the other side of a comparison: in a dashed frame.");
            line(area, "5a", theme, HexColor.BOOKMARK, HexColor.BACKGROUND, HexMark.Kind.BOOKMARK.label(),
                    "Framed, with a flag at the left edge and in the overview bar.");
            line(area, "5a", theme, HexColor.TEXT, HexColor.BACKGROUND, HexMark.Kind.UNDESCRIBED.label(),
                    "Outside every register of the description: a dotted line below.");
            return area;
        }

        private void line(Composite area, String sample, HexTheme theme, HexColor ink, HexColor behind, String name,
                String text) {
            Label sign = new Label(area, SWT.CENTER);
            sign.setText(" " + sample + " ");
            sign.setFont(page.canvas().getFont());
            sign.setForeground(theme.color(ink));
            sign.setBackground(theme.color(behind));
            GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(sign);
            Label label = new Label(area, SWT.NONE);
            label.setText(name);
            GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(label);
            Label meaning = new Label(area, SWT.WRAP);
            meaning.setText(text);
            GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(meaning);
        }

        @Override
        protected void createButtonsForButtonBar(Composite parent) {
            createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, true);
        }

        @Override
        protected void buttonPressed(int id) {
            close();
        }
    }
}
