// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.NotEnabledException;
import org.eclipse.core.commands.NotHandledException;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbenchSite;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.keys.IBindingService;

/**
 * Below the tree while a value is being written: the word that would be sent, why it cannot be, or what came of it.
 * Takes no room otherwise.
 */
final class WriteBar extends Composite {

    /** Arms the region in front, by whatever bundle offers that. */
    static final String ARM = "org.barscope.ui.poke.arm";
    /** Offers every way to write the selected register. */
    static final String WRITE = "org.barscope.ui.poke.write";

    private final IWorkbenchSite site;
    private final Label text;
    private final Button more;
    private String command = WRITE;

    WriteBar(Composite parent, IWorkbenchSite site) {
        super(parent, SWT.NONE);
        this.site = site;
        GridLayoutFactory.fillDefaults().numColumns(2).margins(8, 2).spacing(8, 0).applyTo(this);
        text = new Label(this, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(200, SWT.DEFAULT)
                .applyTo(text);
        more = new Button(this, SWT.PUSH);
        more.addListener(SWT.Selection, event -> run());
        GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).applyTo(more);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(this);
        setVisible(false);
    }

    /** Says what would be sent, or what speaks against it, and offers the dialog with all ways to write. */
    void say(String words) {
        show(words, "&More Ways to Write…", WRITE);
    }

    /** Says why nothing can be written while the region is not armed, and offers to arm it. */
    void unarmed(String words) {
        show(words, "&Arm…", ARM);
    }

    private void show(String words, String label, String does) {
        String escaped = words.replace("&", "&&");
        boolean same = getVisible() && escaped.equals(text.getText()) && does.equals(command);
        if (!same) {
            text.setText(escaped);
            more.setText(label);
            command = does;
            present(true);
        }
    }

    /** Says nothing any more. */
    void close() {
        present(false);
    }

    private void present(boolean shown) {
        if (!shown && !getVisible()) {
            return;
        }
        ((GridData) getLayoutData()).exclude = !shown;
        setVisible(shown);
        getParent().layout(true, true);
    }

    /** What it says; empty while it says nothing. */
    String said() {
        return getVisible() ? text.getText().replace("&&", "&") : "";
    }

    /** The key of a command in brackets, as a user reads it; empty when it has none. */
    String key(String id) {
        String keys = site.getService(IBindingService.class).getBestActiveBindingFormattedFor(id);
        return keys == null ? "" : " (" + keys + ")";
    }

    private void run() {
        try {
            site.getService(IHandlerService.class).executeCommand(command, null);
        } catch (ExecutionException | NotDefinedException | NotEnabledException | NotHandledException unable) {
            ILog.of(WriteBar.class).warn("the command " + command + " cannot be run", unable);
        }
    }
}
