// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke;

import java.util.Optional;
import org.barscope.model.PciDevice;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionPage;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Where commands find what they act on. */
public final class Poke {

    private Poke() {
    }

    /** The model and the backends. UI thread only. */
    public static Explorer explorer() {
        return PlatformUI.getWorkbench().getService(Explorer.class);
    }

    /** The region of the editor that is in front; empty while none is open. */
    public static Optional<OpenRegion> region(ExecutionEvent event) {
        return HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor ? editor.region() : Optional.empty();
    }

    /** The device that is selected, or that has what is selected; empty for one of a saved machine. */
    public static Optional<PciDevice> device(ExecutionEvent event) {
        if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection nodes
                && nodes.getFirstElement() instanceof EObject first) {
            EObject up = first;
            while (up != null && !(up instanceof PciDevice)) {
                up = up.eContainer();
            }
            if (up instanceof PciDevice device && device.machine() != null && !device.machine().isReadOnly()) {
                return Optional.of(device);
            }
        }
        return region(event).flatMap(open -> explorer().region(open.info().uri())).map(EObject::eContainer)
                .filter(PciDevice.class::isInstance).map(PciDevice.class::cast);
    }

    /** The full path of the register or field that is selected in the page in front; empty where none is. */
    public static Optional<String> selectedName(ExecutionEvent event) {
        return HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor ? editor.activePage()
                .flatMap(RegionPage::selectedName) : Optional.empty();
    }

    /** The register in which the selection of a region begins. */
    public static Optional<RegisterInstance> register(OpenRegion region) {
        return region.selection().span().flatMap(span -> region.description().registers()
                .flatMap(known -> known.registers().stream().filter(r -> span.offset() >= r.address()
                        && span.offset() < r.address() + r.register().bytes()).findFirst()));
    }
}
