// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import org.barscope.model.Region;
import org.barscope.ui.region.ConfigPlace;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the selected regions, and configuration space where a selected capability or field stands. */
public final class OpenRegionHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        IStructuredSelection selection = HandlerUtil.getCurrentStructuredSelection(event);
        for (Object element : selection.toList()) {
            if (element instanceof Region region) {
                RegionEditor.open(HandlerUtil.getActiveWorkbenchWindow(event).getActivePage(), region);
            }
            ConfigPlace.of(element).ifPresent(place -> RegionEditor
                    .open(HandlerUtil.getActiveWorkbenchWindow(event).getActivePage(), place));
        }
        return null;
    }
}
