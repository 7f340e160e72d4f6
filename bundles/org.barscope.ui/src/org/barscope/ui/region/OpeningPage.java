// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** What a region editor shows while the region is being opened, and when it cannot be. */
final class OpeningPage extends Composite {

    private final Label title;
    private final Label text;
    private final Label remedy;
    private final Composite buttons;
    private final Button again;
    private final Button beside;
    private final Button reset;
    private final Button best;

    private OpenOptions refused = OpenOptions.readOnly();

    /**
     * @param open     tries to open the region with those options
     * @param bestRoute gives up the route that the user has chosen, and tries again
     */
    OpeningPage(Composite parent, Consumer<OpenOptions> open, Runnable bestRoute) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(24, 24).spacing(8, 10).applyTo(this);
        title = new Label(this, SWT.WRAP);
        title.setFont(JFaceResources.getBannerFont());
        text = new Label(this, SWT.WRAP);
        remedy = new Label(this, SWT.WRAP);
        for (Label label : new Label[] {title, text, remedy}) {
            GridDataFactory.fillDefaults().grab(true, false).hint(480, SWT.DEFAULT).applyTo(label);
        }
        buttons = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).applyTo(buttons);
        again = new Button(buttons, SWT.PUSH);
        again.setText("&Try Again");
        again.addListener(SWT.Selection, event -> open.accept(refused));
        beside = new Button(buttons, SWT.PUSH);
        beside.setText("&Read It Beside the Driver");
        beside.setToolTipText("Opens the region read-only although a kernel driver uses the device. "
                + "Until you start reading, only registers are read whose description says that this is harmless.");
        beside.addListener(SWT.Selection,
                event -> open.accept(new OpenOptions(false, true, Optional.empty())));
        reset = new Button(buttons, SWT.PUSH);
        reset.setText("&Open Through VFIO (Resets the Device)");
        reset.setToolTipText("Opens the device through VFIO, which resets it and switches bus mastering off");
        reset.addListener(SWT.Selection, event -> open.accept(refused.withAcceptReset(true)));
        best = new Button(buttons, SWT.PUSH);
        best.setText("Use the Best R&oute");
        best.setToolTipText("Leaves it to Barscope by which route the region is opened");
        best.addListener(SWT.Selection, event -> bestRoute.run());
        for (Button button : new Button[] {again, beside, reset, best}) {
            GridDataFactory.fillDefaults().applyTo(button);
        }
    }

    private void offer(Button button, boolean offered) {
        button.setVisible(offered);
        ((GridData) button.getLayoutData()).exclude = !offered;
    }

    void showWaiting(String name) {
        title.setText("Opening " + name + " …");
        text.setText("");
        remedy.setText("");
        buttons.setVisible(false);
        layout(true, true);
    }

    /**
     * Says why, what to do, and offers what can be done here.
     *
     * @param forced whether the user has chosen the route
     */
    void showRefusal(BackendException why, OpenOptions options, boolean forced) {
        refused = options;
        title.setText("Cannot " + why.attempt());
        text.setText(sentence(why.why()));
        remedy.setText(sentence(why.remedy()));
        buttons.setVisible(true);
        boolean resets = why.reason() == Reason.RESETS_DEVICE && !options.acceptReset();
        offer(again, !resets);
        // A route of VFIO that was chosen is not taken beside the driver.
        offer(beside, (resets && !forced || why.reason() == Reason.DRIVER_OWNED) && !options.besideDriver());
        offer(reset, resets);
        offer(best, forced);
        layout(true, true);
    }

    private static String sentence(String clause) {
        return clause.isEmpty() ? "" : Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    @Override
    public boolean setFocus() {
        return again.isVisible() ? again.setFocus() : reset.isVisible() ? reset.setFocus() : super.setFocus();
    }
}
