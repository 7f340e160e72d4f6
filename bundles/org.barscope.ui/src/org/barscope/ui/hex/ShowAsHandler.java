// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.ByteOrder;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;

/** Makes a choice of {@link HexChoices} for the active hex page. */
public final class ShowAsHandler extends AbstractHandler {

    static final String COMMAND = "org.barscope.ui.showAs";
    static final String WHAT = "org.barscope.ui.showAs.what";
    private static final String OTHER_ORDER = "order=other";

    @Override
    public Object execute(ExecutionEvent event) {
        String what = event.getParameter(WHAT);
        HexViewMenu.activePage().ifPresent(page -> {
            boolean little = page.canvas().getOptions().order() == ByteOrder.LITTLE_ENDIAN;
            String wanted = OTHER_ORDER.equals(what) ? little ? "order=big" : "order=little" : what;
            HexChoices.groups().stream().flatMap(group -> group.choices().stream())
                    .filter(choice -> choice.id().equals(wanted) && choice.possible().test(page))
                    .forEach(choice -> choice.choose().accept(page));
        });
        return null;
    }
}
