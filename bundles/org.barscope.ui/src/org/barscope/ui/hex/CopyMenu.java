// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barscope.core.memory.format.CopyFormat;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;

/** The forms in which bytes can be copied, as a menu. */
public final class CopyMenu extends CompoundContributionItem {

    @Override
    protected IContributionItem[] getContributionItems() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        List<IContributionItem> items = new ArrayList<>();
        for (CopyFormat format : CopyFormat.values()) {
            items.add(item(window, format.label(), format.name()));
        }
        items.add(item(window, "&Table as Shown", CopyHandler.TABLE));
        return items.toArray(IContributionItem[]::new);
    }

    private static IContributionItem item(IWorkbenchWindow window, String label, String format) {
        CommandContributionItemParameter item = new CommandContributionItemParameter(window, null,
                CopyHandler.COMMAND, CommandContributionItem.STYLE_PUSH);
        item.label = label;
        item.parameters = Map.of(CopyHandler.FORMAT, format);
        return new CommandContributionItem(item);
    }
}
