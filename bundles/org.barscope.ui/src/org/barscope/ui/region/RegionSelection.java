// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.barscope.core.backend.RegionUri;
import org.barscope.widgets.hex.HexCanvas;
import org.barscope.widgets.hex.HexRange;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;

/** Tells the workbench which bytes of a region are selected. */
final class RegionSelection implements ISelectionProvider {

    private final RegionUri uri;
    private final HexCanvas canvas;
    private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();

    RegionSelection(RegionUri uri, HexCanvas canvas) {
        this.uri = uri;
        this.canvas = canvas;
        canvas.addHexSelectionListener(selected -> tell());
    }

    private void tell() {
        SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
        listeners.forEach(listener -> listener.selectionChanged(event));
    }

    @Override
    public ISelection getSelection() {
        Optional<HexRange> target = canvas.isDisposed() ? Optional.empty() : canvas.getTarget();
        return target.<ISelection>map(range -> new StructuredSelection(new SelectedBytes(uri, range)))
                .orElse(StructuredSelection.EMPTY);
    }

    @Override
    public void setSelection(ISelection selection) {
        if (selection instanceof StructuredSelection structured
                && structured.getFirstElement() instanceof SelectedBytes bytes && bytes.uri().equals(uri)) {
            canvas.setSelection(bytes.range());
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
