// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import java.io.IOException;
import java.util.List;

import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.SWTError;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

/**
 * Starts the workbench on a display and turns its end into an exit code. Blocks the main thread, which is the UI
 * thread, until the last window is closed.
 *
 * <p>Exit codes are those of the command line: 0 done, 2 wrong use (including: no display), 4 refused or failed. Each
 * failure is one line on standard error.
 */
public class Application implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        StartArguments arguments;
        try {
            arguments = StartArguments.parse(
                    List.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS)));
        } catch (IllegalArgumentException e) {
            return end(Failure.usage(e.getMessage()));
        }
        Display display;
        try {
            display = PlatformUI.createDisplay();
        } catch (SWTError e) {
            return end(Failure.usage("cannot open a window: no display (" + e.getMessage() + "). Set DISPLAY or "
                    + "WAYLAND_DISPLAY, use a subcommand, or --screenshot FILE.png for a picture."));
        }
        try {
            return runOn(display, arguments);
        } finally {
            display.dispose();
        }
    }

    private static Object runOn(Display display, StartArguments arguments) {
        Location workspace = Platform.getInstanceLocation();
        try {
            if (!workspace.lock()) {
                return end(Failure.failed("Barscope already runs on " + workspace.getURL().getPath()
                        + ". Close it, or start this one with another XDG_STATE_HOME."));
            }
        } catch (IOException e) {
            return end(Failure.failed("cannot use " + workspace.getURL().getPath() + " to keep the window layout: "
                    + e.getMessage() + ". Start with an XDG_STATE_HOME that can be written."));
        }
        try {
            arguments.theme().ifPresent(Theme::choose);
            BarscopeWorkbenchAdvisor advisor = new BarscopeWorkbenchAdvisor(arguments);
            int result = PlatformUI.createAndRunWorkbench(display, advisor);
            if (result == PlatformUI.RETURN_RESTART) {
                return EXIT_RESTART;
            }
            return advisor.failure().map(Application::end).orElse(EXIT_OK);
        } finally {
            workspace.release();
        }
    }

    private static Integer end(Failure failure) {
        System.err.println("barscope: " + failure.message());
        return failure.exitCode();
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            IWorkbench workbench = PlatformUI.getWorkbench();
            workbench.getDisplay().syncExec(workbench::close);
        }
    }
}
