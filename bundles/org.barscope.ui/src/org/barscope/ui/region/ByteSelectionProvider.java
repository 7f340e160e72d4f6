// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.barscope.core.backend.RegionUri;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;

/** Tells the workbench which bytes of a region are selected. */
final class ByteSelectionProvider implements ISelectionProvider {

    private final RegionUri uri;
    private final RegionSelection selection;
    private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();

    /** @param selection lives as long as this */
    ByteSelectionProvider(RegionUri uri, RegionSelection selection) {
        this.uri = uri;
        this.selection = selection;
        selection.listen(change -> {
            SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
            listeners.forEach(listener -> listener.selectionChanged(event));
        });
    }

    @Override
    public ISelection getSelection() {
        return selection.span().<ISelection>map(span -> new StructuredSelection(new SelectedBytes(uri, span)))
                .orElse(StructuredSelection.EMPTY);
    }

    @Override
    public void setSelection(ISelection wanted) {
        if (wanted instanceof IStructuredSelection structured
                && structured.getFirstElement() instanceof SelectedBytes bytes && bytes.uri().equals(uri)) {
            selection.set(bytes.span(), this);
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
