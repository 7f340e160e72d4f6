// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.app.poke.TakeState.Offer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.state.StateFile;
import org.barscope.model.PciDevice;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

/** What can be done with snapshots of devices. */
abstract class StateHandler extends AbstractHandler {

    /** Takes a snapshot of the selected device. */
    public static final class Take extends StateHandler {

        @Override
        public Object execute(ExecutionEvent event) {
            Shell shell = HandlerUtil.getActiveShell(event);
            IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindow(event).getActivePage();
            Optional<PciDevice> device = Poke.device(event);
            if (device.isPresent()) {
                look(shell, page, device.get().getUri(), device.get().getDeviceName(), OpenOptions.readOnly(), true);
            }
            return null;
        }

        private static void look(Shell shell, IWorkbenchPage page, String device, String name, OpenOptions options,
                boolean ask) {
            try {
                Work.start(shell, "Looking at " + device, SnapshotWork.offers(device, options), offers -> {
                    Optional<OpenOptions> more = ask ? SnapshotWork.consent(shell, offers) : Optional.empty();
                    if (more.isPresent()) {
                        look(shell, page, device, name, more.get(), false);
                    } else {
                        choose(shell, page, device, name, offers, options);
                    }
                });
            } catch (BackendException early) {
                Work.say(shell, early);
            }
        }

        private static void choose(Shell shell, IWorkbenchPage page, String device, String name, List<Offer> offers,
                OpenOptions options) {
            SnapshotDialog dialog = new SnapshotDialog(shell, device, name, offers, options);
            if (dialog.open() != Window.OK) {
                return;
            }
            try {
                Work.start(shell, "Taking a snapshot of " + device, SnapshotWork.keep(dialog.request(),
                        dialog.target()), kept -> StateEditor.open(page, kept, true));
            } catch (BackendException early) {
                Work.say(shell, early);
            }
        }
    }

    /** Opens a file; needs no device. */
    public static final class Open extends StateHandler {

        @Override
        public Object execute(ExecutionEvent event) {
            FileDialog dialog = new FileDialog(HandlerUtil.getActiveShell(event), SWT.OPEN);
            dialog.setText("Open Device Snapshot");
            dialog.setFilterExtensions(new String[] {"*." + StateFile.EXTENSION, "*"});
            String file = dialog.open();
            if (file != null) {
                StateEditor.open(HandlerUtil.getActiveWorkbenchWindow(event).getActivePage(), Path.of(file), true);
            }
            return null;
        }
    }

    /** Something that is done in the editor in front. */
    abstract static class InEditor extends StateHandler {

        @Override
        public final Object execute(ExecutionEvent event) {
            if (HandlerUtil.getActiveEditor(event) instanceof StateEditor editor) {
                act(editor);
            }
            return null;
        }

        abstract void act(StateEditor editor);
    }

    /** Compares with another file. */
    public static final class CompareFile extends InEditor {
        @Override
        void act(StateEditor editor) {
            editor.compareWithFile();
        }
    }

    /** Compares with the device as it is now. */
    public static final class CompareLive extends InEditor {
        @Override
        void act(StateEditor editor) {
            editor.compareWithLive();
        }
    }

    /** Writes a report. */
    public static final class Report extends InEditor {
        @Override
        void act(StateEditor editor) {
            editor.report();
        }
    }
}
