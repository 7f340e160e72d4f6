// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;

/** The editor's selection: that of the page it shows at present. A workbench part gets one provider, once. */
final class FollowingSelection implements ISelectionProvider {

    private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();
    private final ISelectionChangedListener forward = event -> tell();
    private ISelectionProvider followed;

    /** @param provider the one to follow from now on, or null for none */
    void follow(ISelectionProvider provider) {
        if (followed != null) {
            followed.removeSelectionChangedListener(forward);
        }
        followed = provider;
        if (provider != null) {
            provider.addSelectionChangedListener(forward);
        }
        tell();
    }

    private void tell() {
        SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
        listeners.forEach(listener -> listener.selectionChanged(event));
    }

    @Override
    public ISelection getSelection() {
        return followed == null ? StructuredSelection.EMPTY : followed.getSelection();
    }

    @Override
    public void setSelection(ISelection selection) {
        if (followed != null) {
            followed.setSelection(selection);
        }
    }

    @Override
    public void addSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.remove(listener);
    }
}
