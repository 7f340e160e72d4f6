// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Objects;
import org.barscope.core.backend.RegionUri;
import org.barscope.model.PciDevice;
import org.barscope.model.Region;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPersistableElement;

/**
 * Which region an editor shows. Two inputs with the same URI are the same editor; an input comes back after a restart.
 *
 * @param uri    the region
 * @param device what its device is called; empty when it has none
 */
public record RegionInput(RegionUri uri, String device) implements IEditorInput, IPersistableElement {

    static final String FACTORY = "org.barscope.ui.regionInputFactory";
    static final String URI = "uri";
    static final String DEVICE = "device";

    public RegionInput {
        Objects.requireNonNull(uri);
        Objects.requireNonNull(device);
    }

    /** The input for a region of the model. UI thread only. */
    public static RegionInput of(Region region) {
        String device = region.eContainer() instanceof PciDevice owner ? owner.getDeviceName() : "";
        return new RegionInput(RegionUri.parse(region.getUri()), device);
    }


    @Override
    public String getName() {
        if (uri.scheme().equals("file")) {
            return uri.toString().substring(uri.toString().lastIndexOf('/') + 1);
        }
        if (uri.region().isEmpty()) {
            return uri.toString();
        }
        // Short, because a tab is; domain 0 is nearly every device's.
        String address = uri.address().startsWith("0000:") ? uri.address().substring(5) : uri.address();
        return address + " " + uri.region() + (uri.scheme().equals("sim") ? " (demo)" : "");
    }

    @Override
    public String getToolTipText() {
        return device.isEmpty() ? uri.toString() : uri + " (" + device + ")";
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return ResourceLocator.imageDescriptorFromBundle("org.barscope.ui", "icons/bar.svg").orElse(null);
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public IPersistableElement getPersistable() {
        return this;
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(URI, uri.toString());
        memento.putString(DEVICE, device);
    }

    @Override
    public String getFactoryId() {
        return FACTORY;
    }

    @Override
    public <T> T getAdapter(Class<T> type) {
        return null;
    }

    /** Identity is the region; what its device is called is only for people. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RegionInput input && input.uri.equals(uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }
}
