// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.state;

import java.nio.file.Path;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.ui.IElementFactory;
import org.eclipse.ui.IMemento;

/** Makes editor inputs of what an earlier session saved. */
public final class StateInputFactory implements IElementFactory {

    @Override
    public IAdaptable createElement(IMemento memento) {
        String file = memento.getString(StateInput.FILE);
        return file == null ? null : new StateInput(Path.of(file));
    }
}
