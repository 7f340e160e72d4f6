// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.Comparator;
import java.util.Optional;

import org.barscope.core.memory.Span;
import org.barscope.model.Bar;
import org.barscope.model.ConfigSpace;
import org.barscope.model.DmabufExport;
import org.barscope.model.PciDevice;
import org.barscope.model.Region;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.discussion.follow.SelectionQuery;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.SelectedBytes;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PlatformUI;

/** Finds what hardware a selection of the workbench means, whichever part it was made in. UI thread only. */
final class SelectedThing {

    private SelectedThing() {
    }

    /**
     * The query for a selected element.
     *
     * @param part where it was selected; null when that is not known
     */
    static Optional<SelectionQuery> query(IWorkbenchPart part, Object element) {
        if (element instanceof EObject) {
            return SelectionQuery.of(element);
        }
        SelectedBytes bytes = Adapters.adapt(element, SelectedBytes.class);
        if (bytes == null) {
            return SelectionQuery.of(Adapters.adapt(element, EObject.class));
        }
        Optional<Region> region = PlatformUI.getWorkbench().getService(Explorer.class).region(bytes.uri());
        PciDevice device = region.map(SelectedThing::device).orElse(null);
        return register(part, bytes.span()).map(register -> SelectionQuery.ofRegister(device, register.path()))
                .or(() -> region.flatMap(SelectionQuery::of));
    }

    /** The smallest register that has the first of the bytes. */
    private static Optional<RegisterInstance> register(IWorkbenchPart part, Span span) {
        if (!(part instanceof RegionEditor editor)) {
            return Optional.empty();
        }
        return editor.region().map(OpenRegion::description).flatMap(description -> description.registers())
                .stream().flatMap(registers -> registers.registers().stream())
                .filter(register -> register.address() <= span.offset()
                        && span.offset() < register.address() + register.register().bytes())
                .min(Comparator.comparingLong(register -> register.register().bytes()));
    }

    private static PciDevice device(Region region) {
        return switch (region) {
            case Bar bar -> bar.getDevice();
            case ConfigSpace config -> config.getDevice();
            case DmabufExport dmabuf -> dmabuf.getDevice();
            default -> null;
        };
    }
}
