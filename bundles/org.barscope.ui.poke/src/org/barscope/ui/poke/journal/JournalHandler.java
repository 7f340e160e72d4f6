// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendException;
import org.barscope.core.journal.Journal;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.JournalExport;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** What can be done in the Journal view. */
abstract class JournalHandler extends AbstractHandler {

    @Override
    public final Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActivePart(event) instanceof JournalView view) {
            act(view, HandlerUtil.getActiveShell(event));
        }
        return null;
    }

    abstract void act(JournalView view, Shell shell);

    /** Reads it again. */
    public static final class Reload extends JournalHandler {
        @Override
        void act(JournalView view, Shell shell) {
            view.reload();
        }
    }

    /** Comments the selected entries. */
    public static final class Comment extends JournalHandler {
        @Override
        void act(JournalView view, Shell shell) {
            List<JournalEntry> entries = view.selected();
            if (entries.isEmpty()) {
                return;
            }
            InputDialog dialog = new InputDialog(shell, "Comment", "What is to be remembered about "
                    + (entries.size() == 1 ? "this entry:" : "these " + entries.size() + " entries:"), "",
                    text -> text.isBlank() ? "" : null);
            if (dialog.open() == Window.OK) {
                String text = dialog.getValue().strip();
                Journal journal = Poke.explorer().poking().orElseThrow().journal();
                Work.start("Commenting the journal", () -> {
                    try {
                        for (JournalEntry entry : entries) {
                            journal.comment(entry, text);
                        }
                        return text;
                    } catch (IOException unwritable) {
                        throw new BackendException(Reason.FAILED, "comment the journal", unwritable.getMessage(), "");
                    }
                }, done -> view.reload(), refused -> Work.say(shell, refused));
            }
        }
    }

    /** Exports the selected entries, or all that are shown. */
    public static final class Export extends JournalHandler {
        @Override
        void act(JournalView view, Shell shell) {
            List<JournalEntry> entries = view.selected().isEmpty() ? view.shown() : view.selected().reversed();
            JournalExport[] kinds = JournalExport.values();
            FileDialog dialog = new FileDialog(shell, SWT.SAVE);
            dialog.setText("Export " + entries.size() + (entries.size() == 1 ? " Entry" : " Entries"));
            String[] endings = new String[kinds.length];
            String[] names = new String[kinds.length];
            for (int i = 0; i < kinds.length; i++) {
                endings[i] = "*." + kinds[i].extension();
                names[i] = kinds[i].label() + " (*." + kinds[i].extension() + ")";
            }
            dialog.setFilterExtensions(endings);
            dialog.setFilterNames(names);
            dialog.setFileName("journal." + kinds[0].extension());
            dialog.setOverwrite(true);
            String file = dialog.open();
            if (file != null) {
                JournalExport kind = kind(file, kinds[Math.max(0, dialog.getFilterIndex())]);
                Work.start("Exporting the journal", () -> write(Path.of(file), kind, entries), done -> {
                }, refused -> Work.say(shell, refused));
            }
        }

        /** The ending says more than the filter. */
        private static JournalExport kind(String file, JournalExport otherwise) {
            for (JournalExport kind : JournalExport.values()) {
                if (file.endsWith("." + kind.extension())) {
                    return kind;
                }
            }
            return otherwise;
        }

        private static Path write(Path file, JournalExport kind, List<JournalEntry> entries) throws BackendException {
            try {
                return Files.write(file, kind.of(entries).getBytes(StandardCharsets.UTF_8));
            } catch (IOException | IllegalArgumentException refused) {
                throw new BackendException(Reason.FAILED, "export the journal to " + file, refused.getMessage(), "");
            }
        }
    }

    /** Writes the previous values of the selected entries back, after a preview. */
    public static final class UndoSelected extends JournalHandler {
        @Override
        void act(JournalView view, Shell shell) {
            if (!view.selected().isEmpty()) {
                new UndoDialog(shell, view.selected()).open();
            }
        }
    }
}
