// SPDX-License-Identifier: EPL-2.0
package org.barscope.bare;

import java.util.List;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.application.WorkbenchAdvisor;

/**
 * Opens an empty workbench window and says {@code ready} on standard output when it can be worked with: opened, posted
 * events done, painted. Blocks until the window is closed.
 *
 * <p>{@code -perspective ID} opens with another perspective than the empty one.
 */
public class BareApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        List<String> arguments = List.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS));
        int option = arguments.indexOf("-perspective");
        String perspective = option < 0 ? "org.barscope.bare.perspective" : arguments.get(option + 1);
        Display display = PlatformUI.createDisplay();
        try {
            PlatformUI.createAndRunWorkbench(display, new Advisor(perspective));
            return EXIT_OK;
        } finally {
            display.dispose();
        }
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            PlatformUI.getWorkbench().getDisplay().syncExec(PlatformUI.getWorkbench()::close);
        }
    }

    private static final class Advisor extends WorkbenchAdvisor {

        private final String perspective;

        private Advisor(String perspective) {
            this.perspective = perspective;
        }

        @Override
        public String getInitialWindowPerspectiveId() {
            return perspective;
        }

        @Override
        public void postStartup() {
            Display display = PlatformUI.getWorkbench().getDisplay();
            display.asyncExec(() -> {
                PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell().update();
                System.out.println("ready");
            });
        }
    }
}
