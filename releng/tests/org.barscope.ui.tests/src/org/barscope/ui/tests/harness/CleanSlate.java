// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.Arrays;

import org.barscope.core.backend.BackendException;
import org.barscope.core.control.ResetKind;
import org.barscope.core.memory.Armed;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewReference;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

/**
 * Takes away before each class what the classes before it may have left: windows, editors, what was typed into views,
 * preferences, armed regions, and what was written to the test device. All classes share one workbench, and none may
 * depend on its place among them.
 */
public final class CleanSlate implements TestExecutionListener {

    private static final String OURS = "org.barscope.";
    private static final String TEST_DEVICE = "01:00.0";

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
            wipe();
        }
    }

    private static void wipe() {
        try {
            Ui.run(() -> Arrays.stream(Ui.display().getShells()).filter(shell -> shell != Workbench.shell()
                    && shell.isVisible() && !shell.getText().isEmpty()).forEach(Shell::close));
            Workbench.closeEditors();
            Ui.run(CleanSlate::makeViewsAnew);
            Ui.run(CleanSlate::forgetPreferences);
            Platform.getStateLocation(Platform.getBundle("org.barscope.ui")).append("regions.xml").toFile().delete();
            Explorer explorer = Workbench.explorer();
            explorer.poking().ifPresent(poking -> poking.arming().all().stream().map(Armed::uri)
                    .forEach(poking.arming()::disarm));
            Workbench.demo().accessCounts().stop();
            Workbench.demoBackend().devices().orElseThrow().reset(Workbench.device(TEST_DEVICE), ResetKind.FUNCTION);
        } catch (BackendException | RuntimeException | AssertionError failed) {
            // A listener that throws is only logged, where nobody looks.
            System.out.println("[WARNING] what the tests before left is still there: " + failed);
        }
    }

    /** A view keeps what was typed into its filter, and where it was moved to, for as long as it is open. */
    private static void makeViewsAnew() {
        for (IViewReference view : Workbench.page().getViewReferences()) {
            Workbench.page().hideView(view);
        }
        Workbench.page().resetPerspective();
    }

    private static void forgetPreferences() throws BackingStoreException {
        for (String bundle : InstanceScope.INSTANCE.getNode("").childrenNames()) {
            if (bundle.startsWith(OURS)) {
                forget(InstanceScope.INSTANCE.getNode(bundle));
            }
        }
    }

    private static void forget(Preferences node) throws BackingStoreException {
        for (String key : node.keys()) {
            node.remove(key);
        }
        for (String child : node.childrenNames()) {
            forget(node.node(child));
        }
    }
}
