// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.ResetKind;
import org.barscope.core.control.ResetPlan;
import org.barscope.core.journal.ChangeKind;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Recorded;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Resets the selected device after saying what that hits. */
public final class ResetHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        Optional<Target> target = Target.of(event);
        Optional<DeviceControl> control = target.flatMap(t -> t.backend().devices());
        if (control.isPresent()) {
            look(shell, control.get(), target.get(), false);
        }
        return null;
    }

    private static void look(Shell shell, DeviceControl control, Target target, boolean accepted) {
        Work.start("Looking at the resets of " + target.address(),
                () -> control.planReset(target.address(), accepted), plan -> ask(shell, control, target, plan),
                refused -> refused(shell, control, target, refused));
    }

    private static void refused(Shell shell, DeviceControl control, Target target, BackendException refused) {
        if (refused.reason() != Reason.RESETS_DEVICE) {
            Work.say(shell, refused);
        } else if (MessageDialog.open(MessageDialog.QUESTION, shell, "Reset " + target.title(),
                Work.sentence(refused.why()) + "\n\nThat is a reset already; how else it can be reset is known once it"
                        + " is open.", 0, "&Open and Reset", "Cancel") == 0) {
            look(shell, control, target, true);
        }
    }

    private static void ask(Shell shell, DeviceControl control, Target target, ResetPlan plan) {
        List<ResetKind> kinds = new ArrayList<>();
        List<String> buttons = new ArrayList<>();
        if (plan.function()) {
            kinds.add(ResetKind.FUNCTION);
            buttons.add("Reset &Function");
        }
        if (plan.bus()) {
            kinds.add(ResetKind.BUS);
            buttons.add("Reset &Bus");
        }
        buttons.add("Cancel");
        int chosen = MessageDialog.open(MessageDialog.QUESTION, shell, "Reset " + target.title(), text(plan), 0,
                buttons.toArray(String[]::new));
        if (chosen >= 0 && chosen < kinds.size()) {
            String detail = kinds.get(chosen) == ResetKind.BUS ? "bus reset" : "function reset";
            Work.start(shell, "Resetting " + target.address(),
                    Recorded.change(ChangeKind.RESET, target.uri(), detail, "device menu", () -> {
                        control.reset(target.address(), kinds.get(chosen));
                        return plan;
                    }), done -> { });
        }
    }

    /** What can be done and what it hits, as sentences. */
    static String text(ResetPlan plan) {
        StringBuilder text = new StringBuilder(plan.function()
                ? "A reset of the function hits it alone: its BARs and exported DMABUFs are revoked and come back."
                : "It has no reset of its own.");
        if (!plan.hit().isEmpty()) {
            text.append("\n\nA reset of its bus hits: ").append(plan.hit().stream()
                    .map(h -> h.address() + h.driver().map(d -> " (" + d + ")").orElse(""))
                    .collect(Collectors.joining(", "))).append('.');
        }
        if (!plan.bus()) {
            text.append("\n\nIts bus cannot be reset: ").append(plan.busWhy()).append('.');
        }
        return text.toString();
    }
}
