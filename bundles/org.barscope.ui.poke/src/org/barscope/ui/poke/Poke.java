// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke;

import java.util.Optional;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.ExecutionEvent;
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

    /** The register in which the selection of a region begins. */
    public static Optional<RegisterInstance> register(OpenRegion region) {
        return region.selection().span().flatMap(span -> region.description().registers()
                .flatMap(known -> known.registers().stream().filter(r -> span.offset() >= r.address()
                        && span.offset() < r.address() + r.register().bytes()).findFirst()));
    }
}
