// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Go to Offset: whatever page of the region editor is in front. */
public final class GotoHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActiveEditor(event) instanceof RegionEditor editor) {
            editor.region().ifPresent(region -> ask(event, editor, region));
        }
        return null;
    }

    private static void ask(ExecutionEvent event, RegionEditor editor, OpenRegion region) {
        Explorer explorer = PlatformUI.getWorkbench().getService(Explorer.class);
        RegionScope scope = new RegionScope(region, new Bookmarks(explorer.session()).of(region.info().uri()));
        RegionPreview preview = editor.activePage().filter(HexPage.class::isInstance).map(HexPage.class::cast)
                .<RegionPreview>map(page -> page::lastRead).orElse((offset, bytes) -> "");
        GotoDialog dialog = new GotoDialog(HandlerUtil.getActiveShell(event), region, scope, preview);
        dialog.open();
        // The region may have been given up while the dialog was open.
        dialog.result().filter(span -> editor.region().filter(region::equals).isPresent()).ifPresent(editor::jump);
    }
}
