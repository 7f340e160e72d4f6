// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.properties;

import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.ui.views.properties.IPropertySource;

/** Lets the Properties view show model objects. */
public final class PropertyAdapters implements IAdapterFactory {

    @Override
    public <T> T getAdapter(Object object, Class<T> type) {
        return type == IPropertySource.class && object instanceof EObject shown
                ? type.cast(new ModelProperties(shown)) : null;
    }

    @Override
    public Class<?>[] getAdapterList() {
        return new Class<?>[] {IPropertySource.class};
    }
}
