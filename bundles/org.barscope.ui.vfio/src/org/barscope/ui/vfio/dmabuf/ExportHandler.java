// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.Optional;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the export wizard for the selected device or BAR. */
public final class ExportHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindow(event).getActivePage();
        Optional<Target> target = Target.of(event);
        Optional<DmabufService> service = target.flatMap(t -> t.backend().dmabufs());
        if (service.isPresent()) {
            Work.start(shell, "Looking at " + target.get().address(), () -> target.get().backend().devices()
                    .flatMap(control -> control.use(target.get().address())).isPresent(), open -> {
                        WizardDialog dialog = new WizardDialog(shell, new ExportWizard(target.get(), service.get(),
                                open, held -> DmabufsView.show(page, held)));
                        dialog.setMinimumPageSize(420, 240);
                        dialog.open();
                    });
        }
        return null;
    }
}
