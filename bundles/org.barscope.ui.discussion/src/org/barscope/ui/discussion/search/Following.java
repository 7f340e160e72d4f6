// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.function.BiConsumer;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.INullSelectionListener;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;

/** Searches for what is selected in other parts of the window, while it is switched on. UI thread only. */
final class Following implements INullSelectionListener {

    private final IWorkbenchPage page;
    private final IWorkbenchPart self;
    private final BiConsumer<String, String> search;
    private boolean enabled;
    private String last = "";

    /** @param search takes the query and what it is about */
    Following(IWorkbenchPage page, IWorkbenchPart self, BiConsumer<String, String> search) {
        this.page = page;
        this.self = self;
        this.search = search;
    }

    void enable(boolean on) {
        if (on == enabled) {
            return;
        }
        enabled = on;
        last = "";
        if (on) {
            page.addSelectionListener(this);
            selectionChanged(page.getActivePart(), page.getSelection());
        } else {
            page.removeSelectionListener(this);
        }
    }

    @Override
    public void selectionChanged(IWorkbenchPart part, ISelection selection) {
        if (part == self || !(selection instanceof IStructuredSelection structured) || structured.isEmpty()) {
            return;
        }
        SelectedThing.query(part, structured.getFirstElement()).ifPresent(asked -> {
            if (!asked.query().equals(last)) {
                last = asked.query();
                search.accept(asked.query(), asked.about());
            }
        });
    }
}
