// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.binding;

import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.journal.ChangeKind;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Recorded;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Gives the selected device to VFIO, or back, after showing what that writes and costs. */
abstract class BindHandler extends AbstractHandler {

    /** Gives it to VFIO. */
    public static final class Give extends BindHandler {
        @Override
        BindingPlan plan(DeviceControl control, Target target) throws BackendException {
            return control.planGive(target.address());
        }
    }

    /** Gives it back. */
    public static final class GiveBack extends BindHandler {
        @Override
        BindingPlan plan(DeviceControl control, Target target) throws BackendException {
            return control.planGiveBack(target.address());
        }
    }

    /** Asks for the plan; not in the UI thread. */
    abstract BindingPlan plan(DeviceControl control, Target target) throws BackendException;

    @Override
    public final Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        Optional<Target> target = Target.of(event);
        Optional<DeviceControl> control = target.flatMap(t -> t.backend().devices());
        if (control.isPresent()) {
            Work.start(shell, "Looking at " + target.get().address(), () -> plan(control.get(), target.get()),
                    plan -> show(shell, control.get(), target.get(), plan));
        }
        return null;
    }

    private static void show(Shell shell, DeviceControl control, Target target, BindingPlan plan) {
        if (plan.done()) {
            MessageDialog.openInformation(shell, target.title(), "There is nothing to do: its driver is "
                    + plan.driverNow().orElse("none") + " already.");
            return;
        }
        BindingDialog dialog = new BindingDialog(shell, target.title(), plan);
        if (dialog.open() == Window.OK) {
            ChangeKind kind = plan.direction() == BindingPlan.Direction.TO_VFIO ? ChangeKind.BIND : ChangeKind.UNBIND;
            String detail = "from " + plan.driverNow().orElse("no driver") + " to "
                    + plan.driverThen().orElse("whichever driver wants it");
            Work.start(shell, "Binding " + target.address(), Recorded.change(kind, target.uri(), detail,
                    "device menu", () -> {
                        control.carryOut(plan);
                        return plan;
                    }), done -> { });
        }
    }
}
