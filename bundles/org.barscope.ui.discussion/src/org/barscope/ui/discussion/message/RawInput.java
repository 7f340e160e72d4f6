// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.Optional;

import org.barscope.mail.source.Location;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IPersistableElement;

/**
 * The bytes of a message as they are in its source.
 *
 * @param location where they are
 * @param name     what they are called
 * @param reason   why they could not be read as a message; empty when they could
 */
public record RawInput(Location location, String name, Optional<String> reason) implements IEditorInput {

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return null;
    }

    @Override
    public String getName() {
        return "Raw: " + name;
    }

    @Override
    public IPersistableElement getPersistable() {
        return null;
    }

    @Override
    public String getToolTipText() {
        return location.toString();
    }

    @Override
    public <T> T getAdapter(Class<T> adapter) {
        return null;
    }
}
