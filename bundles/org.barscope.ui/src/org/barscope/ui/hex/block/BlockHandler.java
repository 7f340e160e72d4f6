// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex.block;

import java.util.Optional;
import org.barscope.ui.hex.HexPage;
import org.barscope.ui.hex.HexViewMenu;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.IHandlerService;

/** Opens the dialog that fills a range of memory, or the one that pastes into it; says why where there is none. */
public final class BlockHandler extends AbstractHandler {

    static final String FILL = "org.barscope.ui.fill";
    static final String PASTE = "org.barscope.ui.pasteBlock";

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveWorkbenchWindow(event).getShell();
        boolean fill = event.getCommand().getId().equals(FILL);
        Optional<HexPage> page = HexViewMenu.activePage();
        Blocks.refusal(page).ifPresentOrElse(why -> MessageDialog.openInformation(shell,
                fill ? "Cannot Fill" : "Cannot Paste a Block", Work.sentence(why)
                        + " Only memory is written in blocks."),
                () -> page.ifPresent(shown -> {
                    if (fill) {
                        new FillDialog(shell, shown).open();
                    } else {
                        new PasteDialog(shell, shown, clipboard(shell)).open();
                    }
                }));
        return null;
    }

    private static String clipboard(Shell shell) {
        Clipboard clipboard = new Clipboard(shell.getDisplay());
        try {
            return clipboard.getContents(TextTransfer.getInstance()) instanceof String text ? text : "";
        } finally {
            clipboard.dispose();
        }
    }

    /** Runs a command of this handler as a key does. */
    static void run(String command, IHandlerService handlers) {
        try {
            handlers.executeCommand(command, null);
        } catch (CommandException failed) {
            ILog.of(BlockHandler.class).error("the command " + command + " cannot be run", failed);
        }
    }
}
