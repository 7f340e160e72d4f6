// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.function.Consumer;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.journal.ChangeKind;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Recorded;
import org.barscope.ui.work.Work;
import org.eclipse.jface.wizard.Wizard;

/** Exports parts of a BAR as a DMABUF, which Barscope then holds. */
final class ExportWizard extends Wizard {

    private final Target target;
    private final DmabufService service;
    private final ExportPage page;
    private final Consumer<HeldDmabuf> exported;

    /** @param exported is given what was made, in the UI thread */
    ExportWizard(Target target, DmabufService service, boolean open, Consumer<HeldDmabuf> exported) {
        this.target = target;
        this.service = service;
        this.exported = exported;
        this.page = new ExportPage(target, service.pageSize(), open);
        setWindowTitle("Export as DMABUF");
        addPage(page);
    }

    @Override
    public boolean performFinish() {
        BarExport wish = page.wish();
        String detail = "BAR " + wish.bar() + (wish.name().isEmpty() ? "" : " as " + wish.name());
        Work.start(getShell().getParent().getShell(), "Exporting BAR " + wish.bar() + " of " + wish.device(),
                Recorded.change(ChangeKind.EXPORT, target.uri(), detail, "export wizard",
                        () -> service.export(wish, true)), exported);
        return true;
    }
}
