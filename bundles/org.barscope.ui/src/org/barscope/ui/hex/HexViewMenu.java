// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.ui.region.RegionEditor;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.bindings.TriggerSequence;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.keys.IBindingService;

/** The choices of the active hex page as menus, the present ones ticked. */
public final class HexViewMenu extends CompoundContributionItem {

    @Override
    protected IContributionItem[] getContributionItems() {
        Optional<HexPage> page = activePage();
        List<IContributionItem> menus = new ArrayList<>();
        for (HexChoices.Group group : HexChoices.groups()) {
            MenuManager menu = new MenuManager(group.label());
            for (HexChoices.Choice choice : group.choices()) {
                Action action = new Action(choice.label() + key(choice), IAction.AS_RADIO_BUTTON) {
                    @Override
                    public void run() {
                        if (isChecked()) {
                            page.ifPresent(choice.choose());
                        }
                    }
                };
                action.setChecked(page.filter(choice.chosen()).isPresent());
                action.setEnabled(page.filter(choice.possible()).isPresent());
                menu.add(new ActionContributionItem(action));
            }
            menus.add(menu);
        }
        return menus.toArray(IContributionItem[]::new);
    }

    /** The hex page in front in the active editor. UI thread only. */
    public static Optional<HexPage> activePage() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        return window != null && window.getActivePage() != null
                && window.getActivePage().getActiveEditor() instanceof RegionEditor editor
                        ? editor.activePage().filter(HexPage.class::isInstance).map(HexPage.class::cast)
                        : Optional.empty();
    }

    /** The key that does the same, as menus show it. */
    private static String key(HexChoices.Choice choice) {
        ParameterizedCommand command = ParameterizedCommand.generateCommand(PlatformUI.getWorkbench()
                .getService(ICommandService.class).getCommand(ShowAsHandler.COMMAND),
                Map.of(ShowAsHandler.WHAT, choice.id()));
        TriggerSequence key = PlatformUI.getWorkbench().getService(IBindingService.class)
                .getBestActiveBindingFor(command);
        return key == null ? "" : "\t" + key.format();
    }

    /** Whether a page is there is asked each time. */
    @Override
    public boolean isDynamic() {
        return true;
    }
}
