// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import org.barscope.core.backend.RegionUri;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;

/** Makes editor inputs of what an earlier session saved. */
public final class RegionInputFactory implements IElementFactory {

    @Override
    public IAdaptable createElement(IMemento memento) {
        String uri = memento.getString(RegionInput.URI);
        String device = memento.getString(RegionInput.DEVICE);
        try {
            return uri == null ? null : new RegionInput(RegionUri.parse(uri), device == null ? "" : device);
        } catch (IllegalArgumentException fromAnotherVersion) {
            // The workbench then leaves this editor out.
            return null;
        }
    }
}
