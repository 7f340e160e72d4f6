// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import java.time.Duration;
import java.util.List;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.FaultInjector;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.Bar;
import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Makes the demo machine misbehave on purpose. The command's parameter says how. */
public final class FaultHandler extends AbstractHandler {

    private static final String FAULT = "org.barscope.ui.fault";
    private static final Duration SLOW = Duration.ofMillis(300);

    @Override
    public Object execute(ExecutionEvent event) {
        String fault = event.getParameter(FAULT);
        Explorer explorer = PlatformUI.getWorkbench().getService(Explorer.class);
        for (Object element : HandlerUtil.getCurrentStructuredSelection(event).toList()) {
            if (element instanceof Machine machine && fault.equals("replug")) {
                explorer.backendOf(machine).flatMap(Backend::faults).ifPresent(FaultHandler::replugAll);
            }
            PciDevice device = element instanceof Bar bar ? bar.getDevice() : element instanceof PciDevice d ? d : null;
            if (device != null) {
                String region = element instanceof Bar bar ? bar.getName() : "";
                PciAddress address = PciAddress.parse(device.getAddress());
                explorer.backendOf(device.machine()).flatMap(Backend::faults)
                        .ifPresent(faults -> inject(faults, fault, address, region));
            }
        }
        return null;
    }

    /** A bridge brings back what is behind it, so what is still missing is asked for anew each time. */
    private static void replugAll(FaultInjector faults) {
        Job.createSystem("Demo machine: plug everything in", (ICoreRunnable) monitor -> {
            try {
                List<PciAddress> removed = faults.removed();
                while (!removed.isEmpty()) {
                    faults.replug(removed.getFirst());
                    removed = faults.removed();
                }
            } catch (BackendException problem) {
                log(problem);
            }
        }).schedule();
    }

    private static void log(BackendException problem) {
        ILog.of(FaultHandler.class).log(new Status(IStatus.WARNING, "org.barscope.ui", problem.getMessage()));
    }

    private static void inject(FaultInjector faults, String fault, PciAddress device, String region) {
        Job.createSystem("Demo machine: " + fault, (ICoreRunnable) monitor -> {
            try {
                switch (fault) {
                    case "revoke" -> faults.revoke(device, region, "taken away for a demonstration");
                    case "restore" -> faults.restore(device, region);
                    case "remove" -> faults.remove(device);
                    case "slow" -> faults.slow(device, SLOW);
                    case "fast" -> faults.slow(device, Duration.ZERO);
                    default -> throw new IllegalArgumentException("no fault is called " + fault);
                }
            } catch (BackendException problem) {
                log(problem);
            }
        }).schedule();
    }
}
