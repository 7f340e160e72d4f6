// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.dnd.TransferData;
import org.eclipse.swt.widgets.Event;

/** Lets something fall onto a drop target, as any program can. UI thread only. */
final class Falling {

    private static final int[] STEPS = {DND.DragEnter, DND.DragOver, DND.DropAccept, DND.Drop};

    private Falling() {
    }

    /** One for each kind of thing that the target takes. */
    static List<Deed> deeds(DropTarget target, String where) {
        return Arrays.stream(target.getTransfer()).map(transfer -> new Deed("drop", transfer.getClass().getSimpleName()
                + " on " + where, () -> drop(target, transfer))).toList();
    }

    private static Object data(Transfer transfer) {
        return switch (transfer) {
            case FileTransfer files -> new String[] {"/dev/null"};
            case LocalSelectionTransfer local -> {
                local.setSelection(new StructuredSelection("05 05 05 05"));
                yield local.getSelection();
            }
            // The parts of the window that are dragged about are no text.
            case Transfer other -> other.getClass().getName().startsWith("org.eclipse.swt.") ? "05 05 05 05" : null;
        };
    }

    /** The event's class is SWT's own, and public to nobody. */
    private static void drop(DropTarget target, Transfer transfer) throws ReflectiveOperationException {
        Constructor<?> make = Class.forName("org.eclipse.swt.dnd.DNDEvent", true, DropTarget.class.getClassLoader())
                .getDeclaredConstructor();
        make.setAccessible(true);
        Optional<TransferData> type = Arrays.stream(transfer.getSupportedTypes()).findFirst();
        for (int step : STEPS) {
            if (target.isDisposed() || type.isEmpty()) {
                return;
            }
            Event event = (Event) make.newInstance();
            event.detail = DND.DROP_COPY;
            event.widget = target;
            set(event, "operations", DND.DROP_COPY);
            set(event, "dataType", type.get());
            set(event, "dataTypes", transfer.getSupportedTypes());
            event.data = step == DND.Drop ? data(transfer) : null;
            target.notifyListeners(step, event);
        }
    }

    private static void set(Event event, String name, Object value) throws ReflectiveOperationException {
        var field = event.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.set(event, value);
    }
}
