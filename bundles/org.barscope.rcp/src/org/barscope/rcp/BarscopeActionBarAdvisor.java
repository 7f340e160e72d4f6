// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.ICoolBarManager;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;

/**
 * The frame of the main menu: the commands that every workbench has, and named places where {@code org.barscope.ui}
 * puts its own. Menus carry the ids an IDE uses, so that a contribution lands in the same place in both. UI thread
 * only.
 */
class BarscopeActionBarAdvisor extends ActionBarAdvisor {

    private final Map<ActionFactory, ActionFactory.IWorkbenchAction> actions = new HashMap<>();
    private IWorkbenchWindow window;

    BarscopeActionBarAdvisor(IActionBarConfigurer configurer) {
        super(configurer);
    }

    @Override
    protected void makeActions(IWorkbenchWindow forWindow) {
        window = forWindow;
        for (ActionFactory factory : new ActionFactory[] {ActionFactory.CLOSE, ActionFactory.CLOSE_ALL,
            ActionFactory.PROPERTIES, ActionFactory.QUIT, ActionFactory.UNDO,
            ActionFactory.REDO, ActionFactory.CUT, ActionFactory.COPY, ActionFactory.PASTE, ActionFactory.DELETE,
            ActionFactory.SELECT_ALL, ActionFactory.FIND, ActionFactory.OPEN_NEW_WINDOW,
            ActionFactory.EDIT_ACTION_SETS, ActionFactory.SAVE_PERSPECTIVE, ActionFactory.RESET_PERSPECTIVE,
            ActionFactory.CLOSE_PERSPECTIVE, ActionFactory.MAXIMIZE, ActionFactory.NEXT_EDITOR,
            ActionFactory.PREVIOUS_EDITOR, ActionFactory.NEXT_PART, ActionFactory.PREVIOUS_PART,
            ActionFactory.BACKWARD_HISTORY, ActionFactory.FORWARD_HISTORY,
            ActionFactory.PREFERENCES, ActionFactory.HELP_CONTENTS, ActionFactory.HELP_SEARCH,
            ActionFactory.DYNAMIC_HELP, ActionFactory.ABOUT}) {
            ActionFactory.IWorkbenchAction action = factory.create(window);
            register(action);
            actions.put(factory, action);
        }
    }

    @Override
    protected void fillMenuBar(IMenuManager bar) {
        bar.add(file());
        bar.add(edit());
        MenuManager navigate = new MenuManager("&Navigate", IWorkbenchActionConstants.M_NAVIGATE);
        navigate.add(new GroupMarker(IWorkbenchActionConstants.NAV_START));
        navigate.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
        navigate.add(new Separator(IWorkbenchActionConstants.HISTORY_GROUP));
        add(navigate, ActionFactory.BACKWARD_HISTORY, ActionFactory.FORWARD_HISTORY);
        navigate.add(new GroupMarker(IWorkbenchActionConstants.NAV_END));
        bar.add(navigate);
        bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
        bar.add(window());
        bar.add(help());
    }

    private MenuManager file() {
        MenuManager menu = new MenuManager("&File", IWorkbenchActionConstants.M_FILE);
        menu.add(new GroupMarker(IWorkbenchActionConstants.FILE_START));
        menu.add(new GroupMarker(IWorkbenchActionConstants.OPEN_EXT));
        menu.add(new Separator(IWorkbenchActionConstants.CLOSE_EXT));
        add(menu, ActionFactory.CLOSE, ActionFactory.CLOSE_ALL);
        menu.add(new Separator(IWorkbenchActionConstants.SAVE_EXT));
        menu.add(new Separator(IWorkbenchActionConstants.IMPORT_EXT));
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        menu.add(new Separator());
        add(menu, ActionFactory.PROPERTIES);
        menu.add(new Separator(IWorkbenchActionConstants.FILE_END));
        add(menu, ActionFactory.QUIT);
        return menu;
    }

    private MenuManager edit() {
        MenuManager menu = new MenuManager("&Edit", IWorkbenchActionConstants.M_EDIT);
        menu.add(new GroupMarker(IWorkbenchActionConstants.EDIT_START));
        add(menu, ActionFactory.UNDO, ActionFactory.REDO);
        menu.add(new Separator(IWorkbenchActionConstants.UNDO_EXT));
        add(menu, ActionFactory.CUT, ActionFactory.COPY, ActionFactory.PASTE);
        menu.add(new Separator(IWorkbenchActionConstants.CUT_EXT));
        add(menu, ActionFactory.DELETE, ActionFactory.SELECT_ALL);
        menu.add(new Separator(IWorkbenchActionConstants.FIND_EXT));
        add(menu, ActionFactory.FIND);
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        menu.add(new GroupMarker(IWorkbenchActionConstants.EDIT_END));
        return menu;
    }

    private MenuManager window() {
        MenuManager menu = new MenuManager("&Window", IWorkbenchActionConstants.M_WINDOW);
        add(menu, ActionFactory.OPEN_NEW_WINDOW);
        menu.add(new Separator());
        MenuManager views = new MenuManager("Show &View", "showView");
        views.add(ContributionItemFactory.VIEWS_SHORTLIST.create(window));
        menu.add(views);
        MenuManager perspectives = new MenuManager("&Perspective", "perspective");
        MenuManager open = new MenuManager("&Open Perspective", "openPerspective");
        open.add(ContributionItemFactory.PERSPECTIVES_SHORTLIST.create(window));
        perspectives.add(open);
        perspectives.add(new Separator());
        add(perspectives, ActionFactory.SAVE_PERSPECTIVE, ActionFactory.RESET_PERSPECTIVE,
                ActionFactory.CLOSE_PERSPECTIVE);
        menu.add(perspectives);
        MenuManager navigation = new MenuManager("Navi&gation", "windowNavigation");
        add(navigation, ActionFactory.MAXIMIZE, ActionFactory.NEXT_EDITOR, ActionFactory.PREVIOUS_EDITOR,
                ActionFactory.NEXT_PART, ActionFactory.PREVIOUS_PART);
        menu.add(navigation);
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        menu.add(new Separator());
        add(menu, ActionFactory.PREFERENCES);
        return menu;
    }

    private MenuManager help() {
        MenuManager menu = new MenuManager("&Help", IWorkbenchActionConstants.M_HELP);
        menu.add(new GroupMarker(IWorkbenchActionConstants.HELP_START));
        add(menu, ActionFactory.HELP_CONTENTS, ActionFactory.HELP_SEARCH, ActionFactory.DYNAMIC_HELP);
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        menu.add(new Separator(IWorkbenchActionConstants.HELP_END));
        add(menu, ActionFactory.ABOUT);
        return menu;
    }

    @Override
    protected void fillCoolBar(ICoolBarManager bar) {
        bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
    }

    private void add(IMenuManager menu, ActionFactory... factories) {
        for (ActionFactory factory : factories) {
            menu.add(actions.get(factory));
        }
    }
}
