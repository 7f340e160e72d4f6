// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.binding;

import java.util.Optional;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.DeviceUse;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Closes the selected device for all views, exports and interrupts that keep it open. */
public final class ReleaseHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        Optional<Target> target = Target.of(event);
        Optional<DeviceControl> control = target.flatMap(t -> t.backend().devices());
        if (control.isPresent()) {
            Work.start(shell, "Looking at " + target.get().address(), () -> control.get().use(target.get().address()),
                    use -> ask(shell, control.get(), target.get(), use));
        }
        return null;
    }

    private static void ask(Shell shell, DeviceControl control, Target target, Optional<DeviceUse> use) {
        if (use.isEmpty()) {
            MessageDialog.openInformation(shell, target.title(), "It is not open in Barscope.");
        } else if (MessageDialog.open(MessageDialog.QUESTION, shell, "Release " + target.title(), "It is open as "
                + use.get().label() + ", for " + users(use.get().users())
                + ". They lose it, and it is reset when it closes.", 0, "&Release", "Cancel") == 0) {
            Work.start(shell, "Releasing " + target.address(), () -> {
                control.release(target.address());
                return use;
            }, done -> { });
        }
    }

    private static String users(int count) {
        return count == 1 ? "one view or export" : count + " views and exports";
    }
}
