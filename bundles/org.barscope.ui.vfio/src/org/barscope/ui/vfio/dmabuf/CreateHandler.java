// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.ArrayList;
import java.util.List;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

/** Makes a DMABUF of memory. */
public final class CreateHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindow(event).getActivePage();
        Explorer explorer = Target.explorer();
        List<CreateDialog.Machine> machines = explorer.session().getMachines().stream()
                .flatMap(m -> explorer.backendOf(m).flatMap(b -> b.dmabufs())
                        .map(s -> new CreateDialog.Machine(m.getHostname(), s, List.of())).stream())
                .toList();
        Work.start(shell, "Looking for sources of DMABUFs", () -> {
            List<CreateDialog.Machine> all = new ArrayList<>();
            machines.forEach(m -> all.add(new CreateDialog.Machine(m.name(), m.service(), m.service().sources())));
            return all;
        }, all -> open(shell, page, all));
        return null;
    }

    private static void open(Shell shell, IWorkbenchPage page, List<CreateDialog.Machine> machines) {
        CreateDialog dialog = new CreateDialog(shell, machines);
        if (dialog.open() == Window.OK) {
            CreateDialog.Wish wish = dialog.wish();
            DmabufService service = wish.service();
            Work.start(shell, "Making a DMABUF", () -> service.create(wish.source(), wish.size(), wish.name()),
                    held -> DmabufsView.show(page, held));
        }
    }
}
