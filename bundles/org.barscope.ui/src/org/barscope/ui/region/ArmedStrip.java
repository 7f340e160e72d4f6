// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.Armed;
import org.barscope.ui.explorer.ArmedRegions;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;

/**
 * A strip over all pages of a region for as long as it is armed for writing: nobody must overlook that. It says for how
 * long and for which ranges, and ends it with one click. Else it takes no room.
 */
final class ArmedStrip extends Composite {

    private static final int LOOK_MILLIS = 500;
    /** Dark red under white: readable in both themes, and unlike anything else in the window. */
    private static final int[] GROUND = {0xa8, 0x1c, 0x1c};

    private final RegionUri uri;
    private final ArmedRegions armed;
    private final Label text;
    private final Registration listening;
    private boolean looking;

    ArmedStrip(Composite parent, RegionUri uri) {
        super(parent, SWT.NONE);
        this.uri = uri;
        this.armed = PlatformUI.getWorkbench().getService(Explorer.class).armed();
        GridLayoutFactory.fillDefaults().margins(8, 3).spacing(8, 0).numColumns(2).applyTo(this);
        text = new Label(this, SWT.NONE);
        text.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(text);
        Button disarm = new Button(this, SWT.PUSH);
        disarm.setText("&Disarm");
        disarm.addListener(SWT.Selection, event -> armed.disarm(uri));
        // The style sheets of the themes leave controls alone that say so.
        for (Control control : new Control[] {this, text}) {
            control.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
            control.setBackground(new Color(GROUND[0], GROUND[1], GROUND[2]));
            control.setForeground(new Color(0xff, 0xff, 0xff));
        }
        Display display = getDisplay();
        listening = armed.listen(changed -> {
            if (changed.equals(uri) && !display.isDisposed()) {
                display.asyncExec(this::look);
            }
        });
        addDisposeListener(event -> listening.close());
    }

    /** Shows how it is now; again and again while it is armed, because time goes by. */
    void look() {
        if (isDisposed()) {
            return;
        }
        Optional<Armed> permit = armed.armed(uri);
        permit.ifPresent(now -> text.setText(words(now)));
        boolean hidden = permit.isEmpty();
        if (getVisible() == hidden) {
            ((GridData) getLayoutData()).exclude = hidden;
            setVisible(!hidden);
            getParent().layout(true, true);
        }
        if (!hidden && !looking) {
            looking = true;
            getDisplay().timerExec(LOOK_MILLIS, () -> {
                looking = false;
                look();
            });
        }
    }

    /** What an armed region says of itself. */
    static String words(Armed permit) {
        String where = permit.ranges().isEmpty() ? "the whole region" : permit.ranges().size() == 1
                ? "0x" + Long.toHexString(permit.ranges().getFirst().offset()) + " to 0x"
                        + Long.toHexString(permit.ranges().getFirst().end() - 1)
                : permit.ranges().size() + " ranges";
        String time = permit.until().map(end -> {
            long seconds = Math.max(0, Duration.between(Instant.now(), end).toSeconds());
            return String.format("%d:%02d left", seconds / 60, seconds % 60);
        }).orElse("until it is disarmed");
        return "⚠ ARMED for writing: " + where + ", " + time;
    }
}
