// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.inventory.MachineStore;
import org.barscope.model.Machine;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.ui.handlers.HandlerUtil;

/** Saves what is seen of a machine to a file that opens on another computer. */
public final class SaveMachineHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Optional<Machine> machine = SelectedMachine.of(event);
        if (machine.isPresent()) {
            FileDialog dialog = new FileDialog(HandlerUtil.getActiveShell(event), SWT.SAVE);
            dialog.setText("Save Machine Snapshot of " + machine.get().getHostname());
            dialog.setFilterExtensions(new String[] {"*." + MachineFileType.EXTENSION, "*"});
            dialog.setFileName(machine.get().getHostname().replaceAll("[^A-Za-z0-9._-]+", "-") + "-" + LocalDate.now()
                    + "." + MachineFileType.EXTENSION);
            dialog.setOverwrite(true);
            String file = dialog.open();
            if (file != null) {
                save(machine.get(), Path.of(file));
            }
        }
        return null;
    }

    /** The copy belongs to the job alone, so the machine may go on changing. */
    static void save(Machine machine, Path file) {
        Machine copy = EcoreUtil.copy(machine);
        Job job = Job.create("Saving " + file.getFileName(), monitor -> {
            try {
                new MachineStore().save(copy, file, true);
                return Status.OK_STATUS;
            } catch (BackendException problem) {
                return new Status(IStatus.ERROR, "org.barscope.ui", problem.getMessage());
            }
        });
        job.setUser(true);
        job.schedule();
    }
}
