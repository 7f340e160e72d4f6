// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Span;
import org.barscope.model.Bar;
import org.barscope.model.BarKind;
import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.barscope.model.Session;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IWorkbenchPage;

/**
 * Takes numbers for bus addresses and says what lies there: a BAR of the same machine, or a region that is open and has
 * a bus address, as memory for DMA has. UI thread only.
 */
final class Pointers {

    private final Session session;
    private final IWorkbenchPage page;

    /** Where an address points. */
    record Target(RegionInput input, long offset) {

        String text() {
            return input.getName() + " + 0x" + Long.toHexString(offset);
        }

        void follow(IWorkbenchPage page) {
            RegionEditor.open(page, input, Optional.empty(), Optional.empty())
                    .ifPresent(editor -> editor.jump(new Span(offset, 1)));
        }
    }

    Pointers(Session session, IWorkbenchPage page) {
        this.session = session;
        this.page = page;
    }

    /** @param from where the address stands: only the same machine knows it */
    Optional<Target> find(long address, RegionUri from) {
        return inOpenRegion(address, from).or(() -> inBar(address, from));
    }

    private Optional<Target> inOpenRegion(long address, RegionUri from) {
        for (IEditorReference reference : page.getEditorReferences()) {
            if (reference.getEditor(false) instanceof RegionEditor editor && editor.region().isPresent()) {
                OpenRegion region = editor.region().get();
                long base = region.info().busAddress().orElse(0);
                if (base != 0 && sameMachine(region.info().uri(), from)
                        && Long.compareUnsigned(address - base, region.info().size()) < 0) {
                    return Optional.of(new Target(region.input(), address - base));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean sameMachine(RegionUri one, RegionUri other) {
        return one.scheme().equals("sim") == other.scheme().equals("sim");
    }

    private Optional<Target> inBar(long address, RegionUri from) {
        for (Machine machine : session.getMachines()) {
            if (machine.isReadOnly() || machine.getBackend().equals("sim") != from.scheme().equals("sim")) {
                continue;
            }
            for (PciDevice device : machine.allDevices()) {
                for (Bar bar : device.getBars()) {
                    long base = bar.getBusAddress();
                    if (base != 0 && bar.getKind() != BarKind.IO
                            && Long.compareUnsigned(address - base, bar.getSize()) < 0) {
                        return Optional.of(new Target(RegionInput.of(bar), address - base));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
