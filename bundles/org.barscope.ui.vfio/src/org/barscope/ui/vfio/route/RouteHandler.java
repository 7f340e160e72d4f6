// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.route;

import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.RouteOffer;
import org.barscope.model.Region;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.region.SavedRegions;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

/** Lets the user choose the route to the selected region, or to the one that the active editor shows. */
public final class RouteHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindow(event).getActivePage();
        if (HandlerUtil.getActivePart(event) instanceof RegionEditor editor) {
            ask(shell, page, (RegionInput) editor.getEditorInput());
        } else if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof Region region) {
            if (SavedRegions.isSaved(region)) {
                SavedRegions.explain(shell, region);
            } else {
                ask(shell, page, RegionInput.of(region));
            }
        }
        return null;
    }

    private static void ask(Shell shell, IWorkbenchPage page, RegionInput input) {
        Explorer explorer = Target.explorer();
        Work.start(shell, "Looking at the routes to " + input.uri(), () -> explorer.routes(input.uri()),
                offers -> choose(shell, page, input, offers));
    }

    private static void choose(Shell shell, IWorkbenchPage page, RegionInput input, List<RouteOffer> offers) {
        if (offers.isEmpty()) {
            MessageDialog.openInformation(shell, RouteDialog.TITLE, input.getName()
                    + " has one route only, and is opened by that.");
            return;
        }
        Optional<String> now = Target.explorer().region(input.uri()).map(Region::getRoute)
                .filter(route -> !route.isEmpty());
        RouteDialog dialog = new RouteDialog(shell, input.getToolTipText(), offers, now,
                Target.explorer().forcedRoute(input.uri()));
        if (dialog.open() == Window.OK) {
            RegionEditor.openByRoute(page, input, dialog.chosen());
        }
    }
}
