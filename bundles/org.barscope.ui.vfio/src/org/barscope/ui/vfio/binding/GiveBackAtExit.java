// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.binding;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.GivenDevice;
import org.barscope.core.journal.ChangeKind;
import org.barscope.model.Machine;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.vfio.VfioPreferences;
import org.barscope.ui.work.Recorded;
import org.barscope.ui.work.Work;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.ProgressMonitorDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/**
 * Offers at exit to give devices back that were given to VFIO: a user who comes back to the desktop expects the network
 * card to work. The demo machine's devices vanish anyway and are not asked for.
 */
public final class GiveBackAtExit implements IStartup, IWorkbenchListener {

    /** A device that can be given back. */
    private record Given(GivenDevice device, Work.Task<?> giveBack) {
    }

    /** What giving it back is, put down in the journal before it is done. Called in the UI thread. */
    private static Given given(DeviceControl control, Machine machine, GivenDevice device) {
        String then = device.originalDriver().orElse("no driver");
        return new Given(device, Recorded.change(ChangeKind.UNBIND, machine.getSourceUri() + device.address(),
                "from VFIO to " + then, "at exit", () -> {
                    BindingPlan plan = control.planGiveBack(device.address());
                    control.carryOut(plan);
                    return plan;
                }));
    }

    @Override
    public void earlyStartup() {
        VfioPreferences.apply();
        PlatformUI.getWorkbench().addWorkbenchListener(this);
    }

    @Override
    public boolean preShutdown(IWorkbench workbench, boolean forced) {
        IWorkbenchWindow window = workbench.getActiveWorkbenchWindow();
        if (forced || window == null) {
            return true;
        }
        List<Given> given = given();
        if (given.isEmpty()) {
            return true;
        }
        String list = given.stream().map(g -> g.device().address() + " to "
                + g.device().originalDriver().orElse("no driver")).collect(Collectors.joining("\n"));
        int chosen = MessageDialog.open(MessageDialog.QUESTION, window.getShell(), "Give Devices Back?",
                "Barscope gave these devices to VFIO. They can go back now, or stay until you give them back later:\n\n"
                        + list, 0, "&Give Back", "&Leave with VFIO", "Cancel");
        if (chosen == 0) {
            return giveBack(window.getShell(), given);
        }
        return chosen == 1;
    }

    private static List<Given> given() {
        List<Given> given = new ArrayList<>();
        Explorer explorer = Target.explorer();
        for (Machine machine : explorer.session().getMachines()) {
            if (!machine.getBackend().equals("sim")) {
                explorer.backendOf(machine).flatMap(Backend::devices).ifPresent(control -> control.given().stream()
                        .filter(GivenDevice::present).forEach(d -> given.add(given(control, machine, d))));
            }
        }
        return given;
    }

    private static boolean giveBack(Shell shell, List<Given> given) {
        try {
            new ProgressMonitorDialog(shell).run(true, false, monitor -> {
                monitor.beginTask("Giving devices back", given.size());
                for (Given each : given) {
                    monitor.subTask(each.device().address().toString());
                    try {
                        each.giveBack().run();
                    } catch (BackendException refused) {
                        throw new InvocationTargetException(refused);
                    }
                    monitor.worked(1);
                }
            });
            return true;
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof BackendException refused) {
                Work.say(shell, refused);
                return false;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void postShutdown(IWorkbench workbench) {
        // Nothing is left to do.
    }
}
