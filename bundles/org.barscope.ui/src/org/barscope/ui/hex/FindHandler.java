// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.Optional;
import org.barscope.core.backend.Registration;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionListener;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Find in the active region. */
public final class FindHandler extends AbstractHandler {

    private FindDialog open;

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor && editor.region().isPresent()) {
            editor.show(Optional.of(HexPage.ID), Optional.empty());
            editor.activePage().filter(HexPage.class::isInstance).map(HexPage.class::cast)
                    .ifPresent(page -> ask(event, editor, page));
        }
        return null;
    }

    private void ask(ExecutionEvent event, RegionEditor editor, HexPage page) {
        if (open != null) {
            open.close();
        }
        OpenRegion region = page.region();
        FindDialog dialog = new FindDialog(HandlerUtil.getActiveWorkbenchWindow(event).getShell(), editor, region, page,
                page::before);
        open = dialog;
        dialog.open();
        Registration closing = region.listen(new RegionListener() {
            @Override
            public void closing() {
                dialog.close();
            }
        });
        dialog.getShell().addDisposeListener(gone -> closing.close());
    }
}
