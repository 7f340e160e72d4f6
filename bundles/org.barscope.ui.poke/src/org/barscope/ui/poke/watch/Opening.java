// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.app.poke.OpenedRegion;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.poke.RegisterTarget;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.core.watch.Watched;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.poke.watch.Watches.Source;
import org.barscope.ui.poke.watch.Watches.Wanted;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Opens the regions of watches, each region's description once. Blocks; for one job. */
final class Opening implements AutoCloseable {

    private final Explorer explorer;
    private final Map<RegionUri, OpenedRegion> described = new HashMap<>();

    /** A region that is open, and what is watched of it. The session is the receiver's to close. */
    record Ready(RegionSession session, Watched what, Optional<RegionRegisters> registers, AccessMap rules) {
    }

    Opening(Explorer explorer) {
        this.explorer = explorer;
    }

    /** The region as an editor has it open; empty while none has. UI thread only. */
    static Optional<OpenRegion> inEditor(RegionUri uri) {
        for (IWorkbenchWindow window : PlatformUI.getWorkbench().getWorkbenchWindows()) {
            for (IEditorReference reference : window.getActivePage().getEditorReferences()) {
                if (reference.getEditor(false) instanceof RegionEditor editor && editor.region()
                        .filter(open -> open.info().uri().equals(uri)).isPresent()) {
                    return editor.region();
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Opens what is wanted.
     *
     * @throws BackendException when the region is not there, or needs a consent that only its editor asks for
     */
    Ready open(Wanted wanted) throws BackendException {
        RegionSession session = explorer.open(wanted.uri(), wanted.source().map(Source::options)
                .orElse(OpenOptions.readOnly()));
        boolean done = false;
        try {
            Source source = wanted.source().isPresent() ? wanted.source().get() : describe(wanted.uri());
            Watched what = wanted.what().isPresent() ? wanted.what().get() : find(wanted, source);
            done = true;
            return new Ready(session, what, source.registers(), source.rules());
        } catch (IllegalArgumentException unknown) {
            throw new BackendException(Reason.REFUSED, "watch " + wanted.uri(), unknown.getMessage(), "", unknown);
        } finally {
            if (!done) {
                session.close();
            }
        }
    }

    private static Watched find(Wanted wanted, Source source) {
        if (wanted.register().isEmpty()) {
            return new Watched.Range(wanted.offset(), wanted.length(), source.rules());
        }
        RegionRegisters registers = source.registers().orElseThrow(() -> new IllegalArgumentException(
                "nothing describes the registers of " + wanted.uri()));
        return new Watched.Named(RegisterTarget.resolve(registers, wanted.register()));
    }

    private Source describe(RegionUri uri) throws BackendException {
        OpenedRegion known = described.get(uri);
        if (known == null) {
            Poking poking = explorer.poking().orElseThrow(() -> new BackendException(Reason.FAILED, "watch " + uri,
                    "the machines are still being looked at", "it goes on by itself"));
            known = OpenedRegion.open(poking, RegisterFiles.ofUser(), uri, OpenOptions.readOnly(), Wish.NONE);
            described.put(uri, known);
        }
        return new Source(OpenOptions.readOnly(), known.registers(), known.rules());
    }

    @Override
    public void close() {
        described.values().forEach(OpenedRegion::close);
    }
}
