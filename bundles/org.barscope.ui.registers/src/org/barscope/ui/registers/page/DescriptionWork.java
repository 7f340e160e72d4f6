// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.registers.formats.DescriptionLoader;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionListener;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** What the user does with descriptions, in jobs; faults are listed. UI thread only. */
public final class DescriptionWork {

    private final OpenRegion region;
    private final Shell shell;

    /** @param shell for messages */
    public DescriptionWork(OpenRegion region, Shell shell) {
        this.region = region;
        this.shell = shell;
    }

    /** Something that reads or writes files. */
    @FunctionalInterface
    public interface FileWork {

        /** Does it, in a job. */
        void run() throws IOException, DescriptionException;
    }

    private String name() {
        String name = region.info().uri().region();
        return name.isEmpty() ? RegionRegisters.MEMORY : name;
    }

    private Optional<DeviceIds> ids() {
        Optional<DeviceIds> ids = region.description().device().map(PciDeviceRecord::ids);
        if (ids.isEmpty()) {
            MessageDialog.openInformation(shell, "Register Description", "A description is kept for a kind of PCI "
                    + "device, and this memory belongs to none. On the command line, 'barscope regs --description' "
                    + "reads any memory by one.");
        }
        return ids;
    }

    /** Reads a file and, when it has no fault, uses it for this region of all devices of this kind from now on. */
    public void attach(Path file) {
        ids().ifPresent(ids -> work("Reading " + file.getFileName(), monitor -> {
            List<Fault> warnings = DescriptionLoader.load(file, monitor).warnings();
            RegisterFiles files = RegisterFiles.ofUser();
            files.attach(ids, name(), Optional.of(file));
            files.choose(ids, name(), Optional.empty());
            return warnings;
        }, warnings -> {
            reload();
            if (!warnings.isEmpty()) {
                new FaultsDialog(shell, "The description is in use, but breaks rules of its format", warnings).open();
            }
        }));
    }

    /** Uses the binding of that name for this region of all devices of this kind from now on. */
    public void choose(String binding) {
        ids().ifPresent(ids -> work("Remembering the choice of a description", monitor -> {
            RegisterFiles.ofUser().choose(ids, name(), Optional.of(binding));
            return List.of();
        }, nothing -> reload()));
    }

    /**
     * Reads the files again; values and selection stay. A new version with faults has them listed, and changes nothing.
     */
    public void reload() {
        RegionListener[] once = new RegionListener[1];
        Registration[] listening = new Registration[1];
        once[0] = new RegionListener() {
            @Override
            public void descriptionChanged() {
                listening[0].close();
                region.description().failure().map(Throwable::getCause).filter(DescriptionException.class::isInstance)
                        .map(DescriptionException.class::cast).ifPresent(faulty -> new FaultsDialog(shell,
                                "The description cannot be used", faulty.faults()).open());
            }
        };
        listening[0] = region.listen(once[0]);
        region.describe(Optional.empty());
    }

    /** Writes files in a job; then reads the descriptions of all open regions again, which may all be concerned. */
    public void change(String what, FileWork work) {
        work(what, monitor -> {
            work.run();
            return List.of();
        }, nothing -> reloadAll());
    }

    /** Reads the descriptions of all open regions again, which may all be concerned by a change of files. */
    public static void reloadAll() {
        openRegions().forEach(open -> open.describe(Optional.empty()));
    }

    private static List<OpenRegion> openRegions() {
        return Arrays.stream(PlatformUI.getWorkbench().getWorkbenchWindows()).map(IWorkbenchWindow::getActivePage)
                .filter(Objects::nonNull).map(IWorkbenchPage::getEditorReferences).flatMap(Arrays::stream)
                .map((IEditorReference editor) -> editor.getEditor(false)).filter(RegionEditor.class::isInstance)
                .map(RegionEditor.class::cast).flatMap(editor -> editor.region().stream()).toList();
    }

    private interface Reading {
        List<Fault> run(ReadMonitor monitor) throws IOException, DescriptionException;
    }

    private void work(String name, Reading reading, Consumer<List<Fault>> then) {
        new Job(name) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try {
                    List<Fault> warnings = reading.run(new JobMonitor(monitor));
                    later(() -> then.accept(warnings));
                } catch (DescriptionException faulty) {
                    later(() -> new FaultsDialog(shell, "The description cannot be used", faulty.faults()).open());
                } catch (IOException failed) {
                    later(() -> MessageDialog.openError(shell, "Register Description", name + " failed: "
                            + failed.getMessage() + "."));
                } catch (CancellationException stopped) {
                    return Status.CANCEL_STATUS;
                }
                return Status.OK_STATUS;
            }
        }.schedule();
    }

    private void later(Runnable action) {
        if (!PlatformUI.getWorkbench().isClosing()) {
            PlatformUI.getWorkbench().getDisplay().asyncExec(() -> {
                if (!shell.isDisposed()) {
                    action.run();
                }
            });
        }
    }
}
