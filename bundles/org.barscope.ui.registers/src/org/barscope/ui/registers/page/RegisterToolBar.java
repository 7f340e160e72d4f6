// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.time.Duration;
import java.util.Locale;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** Above the registers: which are shown, and when they are read. */
final class RegisterToolBar extends Composite {

    /** Long enough that a word is typed, short enough to seem at once. */
    private static final int DELAY_MILLIS = 120;
    private static final int NARROWEST_FILTER = 120;

    private final RegisterPage page;
    private final Text filter;
    private final Button changed;
    private final Button notAtReset;
    private final Button pause;
    private final Combo interval;
    private final Runnable apply;

    RegisterToolBar(Composite parent, RegisterPage page) {
        super(parent, SWT.NONE);
        this.page = page;
        apply = () -> {
            if (!isDisposed()) {
                page.filterChanged();
            }
        };
        GridLayoutFactory.fillDefaults().margins(8, 4).spacing(6, 0).applyTo(this);
        filter = new Text(this, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL | SWT.SINGLE);
        filter.setMessage("Name or pattern: CTRL*, GEN.*, STATUS.LU");
        filter.setToolTipText("Shows registers whose path, fields or documentation have these words, or match a "
                + "pattern (Ctrl+F)");
        AccessibleName.set(filter, "Filter registers");
        filter.addListener(SWT.Modify, event -> getDisplay().timerExec(DELAY_MILLIS, apply));
        filter.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ARROW_DOWN || event.character == SWT.CR) {
                page.focusTree();
                event.doit = false;
            } else if (event.keyCode == SWT.ESC) {
                filter.setText("");
            }
        });
        GridDataFactory.fillDefaults().grab(true, false).hint(NARROWEST_FILTER, SWT.DEFAULT)
                .align(SWT.FILL, SWT.CENTER).applyTo(filter);
        changed = check("C&hanged", "Shows only registers whose value has changed since the marks were cleared");
        notAtReset = check("N&ot at reset", "Shows only registers whose value is not the one after a reset");
        Button all = new Button(this, SWT.PUSH);
        all.setText("Read &All");
        all.setToolTipText("Reads every register once that is safe to read, also those not on screen");
        all.addListener(SWT.Selection, event -> page.readAll());
        pause = new Button(this, SWT.TOGGLE);
        pause.setText("&Pause");
        pause.setToolTipText("Stop refreshing");
        pause.addListener(SWT.Selection, event -> page.pause(pause.getSelection()));
        interval = new Combo(this, SWT.READ_ONLY);
        interval.setItems(RegisterPreferences.INTERVALS.stream().map(RegisterToolBar::text).toArray(String[]::new));
        interval.setToolTipText("The time from one refresh to the next");
        AccessibleName.set(interval, "Time from one refresh to the next");
        interval.addListener(SWT.Selection,
                event -> page.interval(RegisterPreferences.INTERVALS.get(interval.getSelectionIndex())));
        ((GridLayout) getLayout()).numColumns = getChildren().length;
    }

    private Button check(String label, String tip) {
        Button button = new Button(this, SWT.CHECK);
        button.setText(label);
        button.setToolTipText(tip);
        button.addListener(SWT.Selection, event -> page.onlyChanged());
        return button;
    }

    private static String text(Duration period) {
        return period.toMillis() < 1000 ? period.toMillis() + " ms"
                : String.format(Locale.ROOT, "%d s", period.toSeconds());
    }

    String filter() {
        return filter.getText();
    }

    boolean changedOnly() {
        return changed.getSelection();
    }

    boolean notAtResetOnly() {
        return notAtReset.getSelection();
    }

    /** Sets what is filtered, as the user would. */
    void filter(String text, boolean changedOnly, boolean notAtResetOnly) {
        filter.setText(text);
        changed.setSelection(changedOnly);
        notAtReset.setSelection(notAtResetOnly);
    }

    /** Puts the cursor into the filter. */
    void focusFilter() {
        filter.setFocus();
        filter.selectAll();
    }

    /** Shows the page's settings as they are now. */
    void showSettings(Duration every, boolean paused) {
        int at = RegisterPreferences.INTERVALS.indexOf(every);
        if (at >= 0) {
            interval.select(at);
        }
        pause.setSelection(paused);
    }
}
