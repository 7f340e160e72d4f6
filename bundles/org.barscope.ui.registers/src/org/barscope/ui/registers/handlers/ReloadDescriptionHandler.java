// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.registers.page.DescriptionWork;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Reload Description: its files may have changed; values and selection stay. */
public final class ReloadDescriptionHandler extends RegionHandler {

    @Override
    void run(OpenRegion region, ExecutionEvent event) {
        new DescriptionWork(region, HandlerUtil.getActiveShell(event)).reload();
    }
}
