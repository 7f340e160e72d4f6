// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.arm;

import java.util.Optional;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Span;
import org.barscope.ui.explorer.ArmedRegions;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Arms the region in front for writing, or disarms it when it is armed. */
public final class ArmHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        Optional<OpenRegion> region = Poke.region(event);
        if (region.isPresent()) {
            ArmedRegions armed = Poke.explorer().armed();
            RegionUri uri = region.get().info().uri();
            if (armed.armed(uri).isPresent()) {
                armed.disarm(uri);
            } else {
                arm(shell, region.get(), armed);
            }
        }
        return null;
    }

    private static void arm(Shell shell, OpenRegion region, ArmedRegions armed) {
        RegionUri uri = region.info().uri();
        boolean besideDriver = region.session().options().besideDriver();
        Optional<Span> selected = region.selection().span().filter(span -> span.length() > 1);
        ArmDialog dialog = new ArmDialog(shell, region.input().getName(), selected, besideDriver);
        if (dialog.open() == Window.OK) {
            Work.start("Arming " + uri, () -> armed.arm(uri, besideDriver, dialog.request()), done -> {
            }, refused -> Work.say(shell, refused));
        }
    }
}
