// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.compare;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IPersistableElement;

/**
 * Two mails with versions of a patch.
 *
 * @param older     the Message-ID of the older one
 * @param olderName what to call it
 * @param newer     the Message-ID of the newer one
 * @param newerName what to call it
 */
public record ComparisonInput(String older, String olderName, String newer, String newerName) implements IEditorInput {

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
        return word(olderName) + " → " + newerName;
    }

    private static String word(String name) {
        int blank = name.indexOf(' ');
        return name.startsWith("RFC v") ? name.substring(0, name.indexOf(' ', 4)) : blank < 0 ? name
                : name.substring(0, blank);
    }

    @Override
    public IPersistableElement getPersistable() {
        return null;
    }

    @Override
    public String getToolTipText() {
        return olderName + " <" + older + "> compared with " + newerName + " <" + newer + ">";
    }

    @Override
    public <T> T getAdapter(Class<T> adapter) {
        return null;
    }
}
