// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.model.DmabufExport;
import org.barscope.model.Machine;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

/** Holds another process's DMABUF by a copy of its descriptor, so that it outlives its owner. */
public final class HoldHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindow(event).getActivePage();
        if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection nodes
                && nodes.getFirstElement() instanceof DmabufExport dmabuf
                && dmabuf.eContainer() instanceof Machine machine) {
            Optional<DmabufService> service = Target.backend(machine).flatMap(b -> b.dmabufs());
            RegionUri uri = RegionUri.parse(dmabuf.getUri());
            service.ifPresent(s -> Work.start(shell, "Holding " + uri, () -> s.hold(uri),
                    held -> DmabufsView.show(page, held)));
        }
        return null;
    }
}
