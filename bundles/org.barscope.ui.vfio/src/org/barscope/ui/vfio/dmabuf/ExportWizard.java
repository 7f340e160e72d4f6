// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.function.Consumer;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.vfio.Work;
import org.eclipse.jface.wizard.Wizard;

/** Exports parts of a BAR as a DMABUF, which Barscope then holds. */
final class ExportWizard extends Wizard {

    private final DmabufService service;
    private final ExportPage page;
    private final Consumer<HeldDmabuf> exported;

    /** @param exported is given what was made, in the UI thread */
    ExportWizard(Target target, DmabufService service, boolean open, Consumer<HeldDmabuf> exported) {
        this.service = service;
        this.exported = exported;
        this.page = new ExportPage(target, service.pageSize(), open);
        setWindowTitle("Export as DMABUF");
        addPage(page);
    }

    @Override
    public boolean performFinish() {
        BarExport wish = page.wish();
        Work.start(getShell().getParent().getShell(), "Exporting BAR " + wish.bar() + " of " + wish.device(),
                () -> service.export(wish, true), exported);
        return true;
    }
}
