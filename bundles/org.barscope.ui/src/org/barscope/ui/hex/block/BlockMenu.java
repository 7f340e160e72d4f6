// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex.block;

import java.util.Optional;
import org.barscope.ui.hex.HexViewMenu;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.bindings.TriggerSequence;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.keys.IBindingService;

/** Fill and Paste Block in a menu; where they can never be used the items say why. */
public final class BlockMenu extends CompoundContributionItem {

    @Override
    protected IContributionItem[] getContributionItems() {
        Optional<String> refusal = Blocks.refusal(HexViewMenu.activePage());
        return new IContributionItem[] {item("&Fill…", BlockHandler.FILL, refusal),
            item("Pas&te Block…", BlockHandler.PASTE, refusal)};
    }

    private static IContributionItem item(String text, String command, Optional<String> refusal) {
        TriggerSequence key = PlatformUI.getWorkbench().getService(IBindingService.class)
                .getBestActiveBindingFor(command);
        Action action = new Action(text + refusal.map(why -> " (" + why + ")").orElse("")
                + (key == null ? "" : "\t" + key.format())) {
            @Override
            public void run() {
                BlockHandler.run(command, PlatformUI.getWorkbench().getService(IHandlerService.class));
            }
        };
        action.setEnabled(refusal.isEmpty());
        return new ActionContributionItem(action);
    }

    /** Which region is in front is asked each time. */
    @Override
    public boolean isDynamic() {
        return true;
    }
}
