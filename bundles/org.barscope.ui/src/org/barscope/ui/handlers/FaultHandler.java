// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import java.time.Duration;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.FaultInjector;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.Bar;
import org.barscope.model.PciDevice;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
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

    private static void inject(FaultInjector faults, String fault, PciAddress device, String region) {
        Job.createSystem("Demo machine: " + fault, monitor -> {
            try {
                switch (fault) {
                    case "revoke" -> faults.revoke(device, region, "taken away for a demonstration");
                    case "restore" -> faults.restore(device, region);
                    case "remove" -> faults.remove(device);
                    case "replug" -> faults.replug(device);
                    case "slow" -> faults.slow(device, SLOW);
                    case "fast" -> faults.slow(device, Duration.ZERO);
                    default -> throw new IllegalArgumentException("no fault is called " + fault);
                }
            } catch (BackendException problem) {
                ILog.of(FaultHandler.class).log(new Status(IStatus.WARNING, "org.barscope.ui", problem.getMessage()));
            }
        }).schedule();
    }
}
