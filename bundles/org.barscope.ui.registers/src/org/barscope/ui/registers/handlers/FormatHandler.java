// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import java.util.Arrays;
import org.barscope.ui.registers.outline.NumberFormat;
import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.ExecutionEvent;

/** Show As: the number format of the selected row, and of what is below it. */
public final class FormatHandler extends PageHandler {

    /** The parameter that names a {@link NumberFormat}. */
    static final String FORMAT = "org.barscope.ui.registers.format.name";

    @Override
    void run(RegisterPage page, ExecutionEvent event) {
        String name = event.getParameter(FORMAT);
        Arrays.stream(NumberFormat.values()).filter(format -> format.name().equals(name)).findFirst()
                .ifPresent(page::format);
    }
}
