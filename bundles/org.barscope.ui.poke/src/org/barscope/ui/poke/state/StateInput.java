// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;

/**
 * A file that holds the state of a device. Comes back after a restart.
 *
 * @param file absolute
 */
record StateInput(Path file) implements IEditorInput, IPersistableElement {

    static final String FACTORY = "org.barscope.ui.poke.stateInputFactory";
    static final String FILE = "file";

    StateInput {
        Objects.requireNonNull(file);
    }

    @Override
    public String getName() {
        return file.getFileName().toString();
    }

    @Override
    public String getToolTipText() {
        return file.toString();
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return ResourceLocator.imageDescriptorFromBundle("org.barscope.ui.poke", "icons/state.svg").orElse(null);
    }

    @Override
    public boolean exists() {
        return Files.exists(file);
    }

    @Override
    public IPersistableElement getPersistable() {
        return this;
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(FILE, file.toString());
    }

    @Override
    public String getFactoryId() {
        return FACTORY;
    }

    @Override
    public <T> T getAdapter(Class<T> type) {
        return null;
    }
}
