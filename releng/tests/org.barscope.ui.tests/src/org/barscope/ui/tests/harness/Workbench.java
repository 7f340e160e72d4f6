// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.barscope.backend.sim.SimBackend;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.pci.PciAddress;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

/** The window and what is behind it. */
public final class Workbench {

    private Workbench() {
    }

    /** The window's page. UI thread only. */
    public static IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    }

    /** The window. UI thread only. */
    public static Shell shell() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
    }

    /** The model and the backends. */
    public static Explorer explorer() {
        return Ui.get(() -> PlatformUI.getWorkbench().getService(Explorer.class));
    }

    /** The backend of the demo machine. */
    public static SimBackend demoBackend() {
        Explorer explorer = explorer();
        return Ui.await("the demo machine is there", () -> explorer.session().getMachines().stream()
                .flatMap(machine -> explorer.backendOf(machine).stream())
                .filter(SimBackend.class::isInstance).map(SimBackend.class::cast).findFirst());
    }

    /** The simulated machine that the tree shows. */
    public static SimMachine demo() {
        return demoBackend().machine();
    }

    /** A device of the demo machine. */
    public static PciAddress device(String address) {
        return PciAddress.parse("0000:" + address);
    }

    /** Runs a command as its key does, in the active part. Returns at once. */
    public static void command(String id, Map<String, String> parameters) {
        Ui.display().asyncExec(() -> {
            Command command = PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(id);
            try {
                PlatformUI.getWorkbench().getService(IHandlerService.class)
                        .executeCommand(ParameterizedCommand.generateCommand(command, parameters), null);
            } catch (Exception failed) {
                throw new IllegalStateException("the command " + id + " failed", failed);
            }
        });
    }

    /** The button of that text in the window, mnemonics aside. UI thread only. */
    public static Optional<Button> button(String text) {
        return Widgets.button(shell(), text);
    }

    /** The text of the first label in the window that contains that. UI thread only. */
    public static Optional<String> label(String part) {
        return Widgets.labels(shell()).filter(text -> text.contains(part)).findFirst();
    }

    /** Presses a button of the window. */
    public static void press(String text) {
        Ui.run(() -> Widgets.press(button(text).orElseThrow()));
    }

    /** Closes all editors, and returns when that is done. */
    public static void closeEditors() {
        Ui.run(() -> page().closeAllEditors(false));
        Ui.settle();
    }

    /** The ids of the views that are open, in front or not. */
    public static Set<String> views() {
        return Ui.get(() -> Arrays.stream(page().getViewReferences()).map(IViewReference::getId)
                .collect(Collectors.toSet()));
    }

    /** The titles of the open editors. */
    public static List<String> editorTitles() {
        return Ui.get(() -> Arrays.stream(page().getEditorReferences()).map(IEditorReference::getPartName).toList());
    }
}
