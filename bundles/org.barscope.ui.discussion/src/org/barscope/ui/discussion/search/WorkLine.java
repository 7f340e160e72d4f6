// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.Optional;

import org.barscope.mail.index.ImportReport;
import org.barscope.ui.discussion.library.MailDesk;
import org.barscope.ui.discussion.library.MailWork;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;

/** Shown while mail is imported, and afterwards until closed: how far it is, what came of it, cancel and resume. */
final class WorkLine extends Composite {

    private static final int STEPS = 1_000;

    private final MailDesk desk;
    private final Label text;
    private final ProgressBar bar;
    private final Button cancel;
    private final Button resume;
    private final Button unreadable;
    private final Button close;
    private Optional<MailWork> dismissed = Optional.empty();

    WorkLine(Composite parent, MailDesk desk, Runnable showUnreadable) {
        super(parent, SWT.NONE);
        this.desk = desk;
        GridLayoutFactory.fillDefaults().margins(4, 2).numColumns(6).applyTo(this);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(this);
        text = new Label(this, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(100, SWT.DEFAULT)
                .applyTo(text);
        bar = new ProgressBar(this, SWT.HORIZONTAL);
        bar.setMaximum(STEPS);
        QueryBox.name(bar, "Progress of the import");
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).hint(120, SWT.DEFAULT).applyTo(bar);
        cancel = button("Cancel", "Stops the import. What was read is kept",
                () -> desk.work().ifPresent(MailWork::cancel));
        resume = button("Resume", "Goes on where it was stopped",
                () -> desk.work().ifPresent(w -> desk.start(w.task())));
        unreadable = button("Show Not Readable…", "Lists what could not be read, and why", showUnreadable);
        close = button("Close", "Hides this line", () -> {
            dismissed = desk.work();
            update();
        });
        setVisible(false);
    }

    private Button button(String label, String tip, Runnable action) {
        Button button = new Button(this, SWT.PUSH);
        button.setText(label);
        button.setToolTipText(tip);
        button.addListener(SWT.Selection, event -> action.run());
        GridDataFactory.fillDefaults().applyTo(button);
        return button;
    }

    @Override
    public void update() {
        Optional<MailWork> work = desk.work();
        boolean visible = work.isPresent() && !work.equals(dismissed);
        if (visible) {
            show(work.get());
        }
        boolean changed = visible != getVisible();
        setVisible(visible);
        ((GridData) getLayoutData()).exclude = !visible;
        if (changed) {
            getParent().layout(true, true);
        }
    }

    private void show(MailWork work) {
        boolean running = work.running();
        String line = work.line();
        text.setText(line.replace("&", "&&"));
        text.setToolTipText(line);
        bar.setSelection((int) (work.part().orElse(0.0) * STEPS));
        boolean cancelled = work.report().filter(ImportReport::cancelled).isPresent();
        boolean changed = only(bar, running) | only(cancel, running)
                | only(resume, !running && (cancelled || work.failure().isPresent()))
                | only(unreadable, work.report().filter(report -> report.unreadable() > 0).isPresent())
                | only(close, !running);
        if (changed) {
            layout(true, true);
        }
    }

    private static boolean only(Control control, boolean shown) {
        GridData data = (GridData) control.getLayoutData();
        boolean changed = data.exclude == shown;
        data.exclude = !shown;
        control.setVisible(shown);
        return changed;
    }
}
