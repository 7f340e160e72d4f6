// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import org.barscope.ui.discussion.message.MessageEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.handlers.HandlerUtil;

/** What can be done in the editor of a message, by the last part of the command's id. */
public final class MessageHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        String command = event.getCommand().getId();
        MessageEditor editor = Parts.editor(event).orElse(null);
        if (editor != null) {
            run(event, editor, command.substring(command.lastIndexOf('.') + 1));
        }
        return null;
    }

    private static void run(ExecutionEvent event, MessageEditor editor, String what) throws ExecutionException {
        switch (what) {
            case "nextMessage" -> beep(event, editor.step(1));
            case "previousMessage" -> beep(event, editor.step(-1));
            case "toggleHeaders" -> editor.toggleHeaders();
            case "cycleQuotes" -> editor.cycleQuotes();
            case "foldQuote" -> editor.foldQuote();
            case "backwardHistory" -> editor.travel(true);
            case "forwardHistory" -> editor.travel(false);
            case "findReplace" -> editor.find();
            case "openRaw" -> editor.openRaw();
            case "copyAsQuote" -> editor.copyAsQuote();
            case "compareVersions" -> {
                if (!editor.compare()) {
                    MessageDialog.openInformation(HandlerUtil.getActiveShellChecked(event), "Diff Between Versions",
                            "There is no earlier version of this patch to compare with. Select a patch, or two of "
                            + "them, on the Series tab of a series with several versions.");
                }
            }
            default -> throw new ExecutionException("a message cannot " + what);
        }
    }

    private static void beep(ExecutionEvent event, boolean moved) throws ExecutionException {
        if (!moved) {
            HandlerUtil.getActiveShellChecked(event).getDisplay().beep();
        }
    }
}
