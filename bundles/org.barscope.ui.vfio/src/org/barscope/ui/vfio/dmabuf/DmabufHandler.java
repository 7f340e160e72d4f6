// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.core.dmabuf.AddressSpaces;
import org.barscope.core.dmabuf.ExportCheck;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.core.journal.ChangeKind;
import org.barscope.ui.work.Recorded;
import org.barscope.ui.work.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** What can be done with the selected held DMABUF. */
abstract class DmabufHandler extends AbstractHandler {

    private static final String PART = "DMABUFs view";

    @Override
    public final Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActivePart(event) instanceof DmabufsView view) {
            view.selected().ifPresent(held -> act(view, held, HandlerUtil.getActiveShell(event)));
        }
        return null;
    }

    abstract void act(DmabufsView view, HeldDmabuf held, Shell shell);

    /** Opens its memory in an editor. */
    public static final class Open extends DmabufHandler {
        @Override
        void act(DmabufsView view, HeldDmabuf held, Shell shell) {
            view.open(held);
        }
    }

    /** Names it. */
    public static final class Rename extends DmabufHandler {
        @Override
        void act(DmabufsView view, HeldDmabuf held, Shell shell) {
            InputDialog dialog = new InputDialog(shell, "Rename DMABUF", "Name, as everybody sees it:",
                    held.record().name(), text -> ExportCheck.nameProblem(text.strip())
                            .map(problem -> Work.sentence(problem.sentence())).orElse(null));
            if (dialog.open() == Window.OK) {
                String name = dialog.getValue().strip();
                Work.start(shell, "Renaming " + held.uri(), () -> {
                    held.rename(name);
                    return name;
                }, done -> { });
            }
        }
    }

    /** Sends it to a program that listens. */
    public static final class Send extends DmabufHandler {
        @Override
        void act(DmabufsView view, HeldDmabuf held, Shell shell) {
            FileDialog dialog = new FileDialog(shell, SWT.OPEN);
            dialog.setText("Send " + held.uri() + " to the Program That Listens on This Socket");
            String socket = dialog.open();
            if (socket != null) {
                Work.start(shell, "Sending " + held.uri(), () -> {
                    held.send(Path.of(socket));
                    return socket;
                }, done -> { });
            }
        }
    }

    /** Gives it up. */
    public static final class Close extends DmabufHandler {
        @Override
        void act(DmabufsView view, HeldDmabuf held, Shell shell) {
            List<IommuMapping> mappings = view.mappings(held);
            if (mappings.isEmpty() || MessageDialog.openConfirm(shell, "Close DMABUF",
                    "It is mapped for a device, and is unmapped first.")) {
                Work.start(shell, "Closing " + held.uri(), () -> {
                    Optional<AddressSpaces> spaces = view.serviceOf(held).flatMap(s -> s.addressSpaces());
                    for (IommuMapping mapping : mappings) {
                        spaces.orElseThrow().unmap(mapping);
                    }
                    held.close();
                    return held;
                }, done -> { });
            }
        }
    }

    /** Maps it for a device. */
    public static final class MapForDevice extends DmabufHandler {
        @Override
        void act(DmabufsView view, HeldDmabuf held, Shell shell) {
            view.serviceOf(held).flatMap(s -> s.addressSpaces()).ifPresent(spaces -> {
                if (spaces.refusal().isPresent()) {
                    MessageDialog.openInformation(shell, "Map for Device", Work.sentence(spaces.refusal().get()));
                    return;
                }
                MapDialog dialog = new MapDialog(shell, held);
                if (dialog.open() == Window.OK) {
                    Work.start(shell, "Mapping " + held.uri(), Recorded.change(ChangeKind.DMA, held.uri().toString(),
                            "mapped for " + dialog.wish().target(), PART,
                            () -> spaces.map(dialog.wish(), true)), done -> { });
                }
            });
        }
    }

    /** Maps again what a reset has cut off. */
    public static final class MapAgain extends DmabufHandler {
        @Override
        void act(DmabufsView view, HeldDmabuf held, Shell shell) {
            view.serviceOf(held).flatMap(s -> s.addressSpaces()).ifPresent(spaces -> view.mappings(held).stream()
                    .filter(m -> !m.valid()).forEach(mapping -> Work.start(shell, "Mapping " + held.uri() + " again",
                            Recorded.change(ChangeKind.DMA, held.uri().toString(), "mapped again for "
                                    + mapping.wish().target(), PART, () -> spaces.mapAgain(mapping)), done -> { })));
        }
    }

    /** Unmaps it from all devices. */
    public static final class Unmap extends DmabufHandler {
        @Override
        void act(DmabufsView view, HeldDmabuf held, Shell shell) {
            view.serviceOf(held).flatMap(s -> s.addressSpaces()).ifPresent(spaces -> view.mappings(held)
                    .forEach(mapping -> Work.start(shell, "Unmapping " + held.uri(), Recorded.change(ChangeKind.DMA,
                            held.uri().toString(), "unmapped from " + mapping.wish().target(), PART, () -> {
                                spaces.unmap(mapping);
                                return mapping;
                            }), done -> { })));
        }
    }
}
