// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import java.util.List;
import org.barscope.registers.binding.Binding;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.registers.page.DescriptionWork;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.dialogs.ElementListSelectionDialog;
import org.eclipse.ui.handlers.HandlerUtil;

/** Choose Description: one of those that fit this region; the choice is remembered for devices of this kind. */
public final class ChooseDescriptionHandler extends RegionHandler {

    @Override
    void run(OpenRegion region, ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        List<Binding> choosable = region.description().found().map(found -> found.choosable()).orElse(List.of());
        if (choosable.isEmpty()) {
            MessageDialog.openInformation(shell, "Choose Description", "No description fits this region. Load one of "
                    + "your own with Load Description.");
            return;
        }
        ElementListSelectionDialog dialog = new ElementListSelectionDialog(shell, new LabelProvider() {
            @Override
            public String getText(Object element) {
                return label((Binding) element);
            }
        });
        dialog.setTitle("Choose Description");
        dialog.setMessage("These descriptions fit. The choice is remembered for all devices of this kind.");
        dialog.setElements(choosable.toArray());
        dialog.setMultipleSelection(false);
        if (dialog.open() == Window.OK && dialog.getFirstResult() instanceof Binding chosen) {
            new DescriptionWork(region, shell).choose(chosen.name());
        }
    }

    private static String label(Binding binding) {
        return binding.name() + binding.folder().map(folder -> " — " + folder.resolve(binding.description()))
                .orElse(" — built in");
    }
}
