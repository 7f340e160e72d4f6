// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.binding;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.GivenDevice;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.vfio.VfioPreferences;
import org.barscope.ui.vfio.Work;
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
    private record Given(DeviceControl control, GivenDevice device) {
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
        explorer.session().getMachines().stream().filter(m -> !m.getBackend().equals("sim"))
                .flatMap(m -> explorer.backendOf(m).stream()).flatMap(b -> b.devices().stream())
                .forEach(control -> control.given().stream().filter(GivenDevice::present)
                        .forEach(device -> given.add(new Given(control, device))));
        return given;
    }

    private static boolean giveBack(Shell shell, List<Given> given) {
        try {
            new ProgressMonitorDialog(shell).run(true, false, monitor -> {
                monitor.beginTask("Giving devices back", given.size());
                for (Given each : given) {
                    monitor.subTask(each.device().address().toString());
                    try {
                        each.control().carryOut(each.control().planGiveBack(each.device().address()));
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
