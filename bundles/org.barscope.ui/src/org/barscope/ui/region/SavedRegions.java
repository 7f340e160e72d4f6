// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.file.WholeFile;
import org.barscope.model.ConfigSpace;
import org.barscope.model.Machine;
import org.barscope.model.Region;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.Platform;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.osgi.framework.FrameworkUtil;

/** Regions of machines that were loaded from a file: there is no memory behind them. */
public final class SavedRegions {

    private SavedRegions() {
    }

    /** Whether a region belongs to a machine from a file. UI thread only. */
    public static boolean isSaved(Region region) {
        return machine(region).map(Machine::isReadOnly).orElse(false);
    }

    /** Tells the user that there is no memory behind it. UI thread only; waits for the user. */
    public static void explain(Shell shell, Region region) {
        MessageDialog.openInformation(shell, "Saved Machine", "'" + region.getName()
                + "' belongs to a saved machine: its properties and decoded capabilities are in the tree, "
                + "but there is no live memory behind it.");
    }

    /**
     * Opens what was saved of a configuration space as the file that it is put into; nothing that was not saved is made
     * up. UI thread only; writes in a job.
     *
     * @param span what to select; empty for nothing
     */
    static void open(IWorkbenchPage page, ConfigSpace space, Optional<Span> span) {
        byte[] contents = space.getContents();
        if (contents == null || contents.length == 0) {
            explain(page.getWorkbenchWindow().getShell(), space);
            return;
        }
        String device = space.getDevice().getAddress();
        String host = machine(space).map(Machine::getHostname).orElse("");
        String name = (device + "-config-" + host + "-" + Integer.toHexString(Arrays.hashCode(contents)))
                .replaceAll("[^A-Za-z0-9.]+", "-") + ".bin";
        Path file = Platform.getStateLocation(FrameworkUtil.getBundle(SavedRegions.class)).append("saved").append(name)
                .toFile().toPath();
        Work.start(page.getWorkbenchWindow().getShell(), "Opening saved configuration space", () -> {
            try {
                Files.createDirectories(file.getParent());
            } catch (IOException unwritable) {
                throw new BackendException(Reason.FAILED, "make the folder " + file.getParent(),
                        "" + unwritable.getMessage(), "", unwritable);
            }
            new WholeFile(file).write("keep saved configuration space in " + file, contents.clone(), true);
            return file;
        }, written -> RegionEditor.open(page, new RegionInput(RegionUri.parse("file:" + written),
                "saved configuration space of " + device + " of " + host), Optional.empty(), span));
    }

    private static Optional<Machine> machine(Region region) {
        for (EObject up = region; up != null; up = up.eContainer()) {
            if (up instanceof Machine machine) {
                return Optional.of(machine);
            }
        }
        return Optional.empty();
    }
}
