// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.dmabuf.DmabufReceiver;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.Reception;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

/** Listens on a Unix socket for DMABUFs of the program under development, as a job that ends when it is cancelled. */
public final class ReceiveHandler extends AbstractHandler {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindow(event).getActivePage();
        Explorer explorer = Target.explorer();
        Optional<DmabufService> service = explorer.session().getMachines().stream()
                .flatMap(m -> explorer.backendOf(m).stream()).flatMap(b -> b.dmabufs().stream()).findFirst();
        if (service.isEmpty()) {
            return null;
        }
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        String proposal = Path.of(runtime == null ? System.getProperty("java.io.tmpdir") : runtime, "barscope.sock")
                .toString();
        InputDialog dialog = new InputDialog(shell, "Receive DMABUFs",
                "Socket on which programs hand them over (SCM_RIGHTS). It is there until the job is cancelled in the"
                        + " Progress view:", proposal, text -> text.isBlank() ? "Name a file to make." : null);
        if (dialog.open() == Window.OK) {
            Path socket = Path.of(dialog.getValue().strip());
            Work.start(shell, "Listening on " + socket, () -> service.get().receive(socket),
                    receiver -> listen(shell, page, receiver));
        }
        return null;
    }

    private static void listen(Shell shell, IWorkbenchPage page, DmabufReceiver receiver) {
        Display display = shell.getDisplay();
        new Job("Receiving DMABUFs on " + receiver.socket()) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try (receiver) {
                    while (!monitor.isCanceled() && !display.isDisposed()) {
                        receiver.next(BETWEEN_LOOKS)
                                .ifPresent(came -> display.asyncExec(() -> show(shell, page, came)));
                    }
                    return Status.OK_STATUS;
                } catch (BackendException failed) {
                    return Status.error(failed.getMessage());
                }
            }
        }.schedule();
    }

    private static void show(Shell shell, IWorkbenchPage page, Reception came) {
        came.dmabufs().forEach(held -> DmabufsView.show(page, held));
        if (!came.refusals().isEmpty() && !shell.isDisposed()) {
            MessageDialog.openWarning(shell, "Received from " + (came.command().isEmpty() ? "process "
                    + came.pid() : came.command()), String.join("\n", came.refusals()));
        }
    }
}
