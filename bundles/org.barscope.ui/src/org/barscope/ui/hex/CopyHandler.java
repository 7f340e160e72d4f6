// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.Arrays;
import org.barscope.core.memory.format.CopyFormat;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Copies the selected bytes of the active hex page; without a form, as hex. */
public final class CopyHandler extends AbstractHandler {

    static final String COMMAND = "org.barscope.ui.copyAs";
    static final String FORMAT = "org.barscope.ui.copyAs.format";
    /** Rows as they show. */
    static final String TABLE = "TABLE";

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        // Of the other commands that end here, such as Copy of the Edit menu, none has the parameter.
        String format = event.getCommand().getId().equals(COMMAND) ? event.getParameter(FORMAT) : null;
        HexViewMenu.activePage().filter(CopyAs::possible).ifPresent(page -> {
            CopyAs copy = new CopyAs(shell, page);
            if (TABLE.equals(format)) {
                copy.copyTable();
            } else {
                copy.copy(Arrays.stream(CopyFormat.values()).filter(form -> form.name().equals(format)).findFirst()
                        .orElse(CopyFormat.HEX));
            }
        });
        return null;
    }
}
