// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import java.util.Optional;

import org.barscope.app.mail.SavedSearches.SavedSearch;
import org.barscope.ui.discussion.search.DiscussionView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Saves the search of the view under a name, gives a saved one another name, or forgets it. */
public final class SavedSearchHandler extends AbstractHandler {

    private static final String SAVE = "org.barscope.ui.discussion.saveSearch";
    private static final String RENAME = "org.barscope.ui.discussion.renameSearch";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        DiscussionView view = Parts.shown(event);
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        String command = event.getCommand().getId();
        if (command.equals(SAVE)) {
            save(view, shell);
            return null;
        }
        Optional<SavedSearch> search = view.selectedSearch();
        if (search.isEmpty()) {
            MessageDialog.openInformation(shell, "Saved Searches", "Select a saved search first. They are listed "
                    + "beside what was found; Save Search adds one.");
        } else if (command.equals(RENAME)) {
            ask(shell, "Rename Saved Search", search.get().name())
                    .ifPresent(name -> view.renameSearch(search.get().name(), name));
        } else {
            view.removeSearch(search.get().name());
        }
        return null;
    }

    private static void save(DiscussionView view, Shell shell) {
        String query = view.query();
        if (query.isBlank()) {
            MessageDialog.openInformation(shell, "Save Search", "There is nothing to save: the search is empty. Type a "
                    + "query first.");
            return;
        }
        ask(shell, "Save Search", query).ifPresent(name -> view.saveSearch(name));
    }

    private static Optional<String> ask(Shell shell, String title, String initial) {
        InputDialog dialog = new InputDialog(shell, title,
                "Name of the search. It tells of new mail after each import:", initial,
                text -> text.isBlank() ? "A saved search needs a name." : null);
        return dialog.open() == Window.OK ? Optional.of(dialog.getValue().strip()) : Optional.empty();
    }
}
