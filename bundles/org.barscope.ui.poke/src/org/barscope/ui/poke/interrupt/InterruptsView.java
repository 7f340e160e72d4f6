// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.interrupt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.InterruptCount;
import org.barscope.core.control.InterruptKind;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.pci.PciAddress;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.work.Recorded;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * The interrupts of one device: enabling a kind, counts and rates of its vectors, masking, and testing the way by a
 * signal of the kernel's own. Everything that changes the device stands in the journal.
 */
public final class InterruptsView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.poke.interrupts";

    private static final String HELP = "org.barscope.ui.poke.interrupts";
    private static final int LOOK_MILLIS = 500;

    private Label title;
    private Combo kind;
    private Spinner vectors;
    private Button enable;
    private Button busMaster;
    private Button mask;
    private Button trigger;
    private Table table;
    private String device = "";
    private DeviceInterrupts held;
    private List<InterruptKind> kinds = List.of();
    private boolean enabled;
    private final Map<Integer, Long> before = new HashMap<>();
    private long lookedNanos;

    /** Something that changes the device and may be refused. */
    private interface Step {
        void run(DeviceInterrupts interrupts) throws BackendException;
    }

    /** What is looked at in a job now and again. */
    private record Look(List<InterruptCount> counts, boolean master) {
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().numColumns(8).margins(6, 4).spacing(6, 4).applyTo(parent);
        title = new Label(parent, SWT.NONE);
        title.setText("Select a device and choose Device > Interrupts.");
        GridDataFactory.fillDefaults().grab(true, false).span(8, 1).applyTo(title);
        new Label(parent, SWT.NONE).setText("&Kind:");
        kind = new Combo(parent, SWT.READ_ONLY);
        kind.addListener(SWT.Selection, event -> kindChosen());
        new Label(parent, SWT.NONE).setText("&Vectors:");
        vectors = new Spinner(parent, SWT.BORDER);
        vectors.setValues(1, 1, 1, 0, 1, 8);
        enable = new Button(parent, SWT.TOGGLE);
        enable.setText("&Enable");
        enable.addListener(SWT.Selection, event -> enable(enable.getSelection()));
        busMaster = new Button(parent, SWT.CHECK);
        busMaster.setText("&Bus master");
        busMaster.setToolTipText("MSI and MSI-X are writes to memory, which only a bus master can make");
        busMaster.addListener(SWT.Selection, event -> {
            boolean on = busMaster.getSelection();
            change(ChangeKind.BUS_MASTER, on ? "on" : "off", interrupts -> interrupts.busMaster(on));
        });
        mask = button(parent, "&Mask or Unmask", this::mask);
        trigger = button(parent, "&Trigger", () -> selectedVectors().forEach(vector -> change(ChangeKind.INTERRUPT,
                "triggered vector " + vector, interrupts -> interrupts.trigger(vector))));
        createTable(parent);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        allow();
        parent.getDisplay().timerExec(LOOK_MILLIS, this::look);
    }

    private static Button button(Composite parent, String text, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    private void createTable(Composite parent) {
        Composite frame = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).span(8, 1).applyTo(frame);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        table = new Table(frame, SWT.FULL_SELECTION | SWT.MULTI);
        table.setHeaderVisible(true);
        for (String name : new String[] {"Vector", "Count", "Per second", "Masked", "Problem"}) {
            TableColumn column = new TableColumn(table, SWT.NONE);
            column.setText(name);
            layout.setColumnData(column, new ColumnWeightData(name.equals("Problem") ? 6 : 2, 60, true));
        }
    }

    /** Takes hold of a device's interrupts, giving back those held before. Asks first where that resets the device. */
    void show(DeviceControl control, PciAddress address, String uri, String name) {
        letGo();
        device = uri;
        title.setText(uri + "  " + name);
        take(control, address, false);
    }

    private void take(DeviceControl control, PciAddress address, boolean acceptReset) {
        String wanted = device;
        Work.start("Taking hold of interrupts", () -> control.interrupts(address, acceptReset), taken -> {
            if (table.isDisposed() || !device.equals(wanted)) {
                close(taken);
                return;
            }
            held = taken;
            kinds = taken.kinds();
            kind.setItems(kinds.stream().map(k -> k.source() + " (" + k.vectors() + ")").toArray(String[]::new));
            kind.select(kinds.isEmpty() ? -1 : kinds.size() - 1);
            kindChosen();
            allow();
        }, refused -> {
            if (refused.reason() == Reason.RESETS_DEVICE && MessageDialog.open(MessageDialog.QUESTION,
                    getSite().getShell(), "Interrupts", Work.sentence(refused.why()), 0, "&Open and Reset",
                    "Cancel") == 0) {
                take(control, address, true);
            } else if (refused.reason() != Reason.RESETS_DEVICE) {
                Work.say(getSite().getShell(), refused);
            }
        });
    }

    private void kindChosen() {
        if (kind.getSelectionIndex() >= 0) {
            vectors.setMaximum(kinds.get(kind.getSelectionIndex()).vectors());
        }
    }

    private void allow() {
        boolean there = held != null && !kinds.isEmpty();
        kind.setEnabled(there && !enabled);
        vectors.setEnabled(there && !enabled);
        enable.setEnabled(there);
        enable.setSelection(enabled);
        enable.setText(enabled ? "&Disable" : "&Enable");
        busMaster.setEnabled(there);
        mask.setEnabled(enabled && kinds.get(kind.getSelectionIndex()).maskable());
        trigger.setEnabled(enabled);
        enable.getParent().layout(true);
    }

    private void enable(boolean on) {
        InterruptKind chosen = kinds.get(kind.getSelectionIndex());
        int count = vectors.getSelection();
        before.clear();
        enabled = on;
        allow();
        change(ChangeKind.INTERRUPT, on ? "enabled " + count + " of " + chosen.source() : "disabled", interrupts -> {
            if (on) {
                interrupts.enable(chosen.source(), count);
            } else {
                interrupts.disable();
            }
        });
    }

    private void mask() {
        for (TableItem item : table.getSelection()) {
            int vector = (Integer) item.getData();
            boolean masked = !item.getText(3).isEmpty();
            change(ChangeKind.INTERRUPT, (masked ? "unmasked vector " : "masked vector ") + vector, interrupts -> {
                if (masked) {
                    interrupts.unmask(vector);
                } else {
                    interrupts.mask(vector);
                }
            });
        }
    }

    private List<Integer> selectedVectors() {
        List<Integer> selected = new ArrayList<>();
        for (TableItem item : table.getSelection()) {
            selected.add((Integer) item.getData());
        }
        return selected;
    }

    /** Does a step in a job after the journal has it. */
    private void change(ChangeKind what, String detail, Step step) {
        DeviceInterrupts interrupts = held;
        Work.start(detail, Recorded.change(what, device, detail, "Interrupts view", () -> {
            step.run(interrupts);
            return true;
        }), done -> { }, refused -> {
            if (!table.isDisposed()) {
                enabled = enabled && what != ChangeKind.INTERRUPT;
                allow();
            }
            Work.say(getSite().getShell(), refused);
        });
    }

    private void look() {
        if (table.isDisposed()) {
            return;
        }
        DeviceInterrupts interrupts = held;
        if (interrupts != null && getSite().getPage().isPartVisible(this)) {
            count(interrupts, table.getDisplay());
        }
        table.getDisplay().timerExec(LOOK_MILLIS, this::look);
    }

    /** In a job that nobody wants to see twice a second in the Progress view. */
    private void count(DeviceInterrupts interrupts, Display display) {
        Job.createSystem("Counting interrupts", (ICoreRunnable) monitor -> {
            try {
                Look found = new Look(interrupts.counts(), interrupts.busMaster());
                Work.later(display, () -> ifHeld(interrupts, () -> show(found)));
            } catch (BackendException gone) {
                Work.later(display, () -> ifHeld(interrupts, () -> {
                    title.setText(device + ": " + gone.why());
                    letGo();
                }));
            }
        }).schedule();
    }

    private void ifHeld(DeviceInterrupts interrupts, Runnable action) {
        if (!table.isDisposed() && held == interrupts) {
            action.run();
        }
    }

    private void show(Look found) {
        long now = System.nanoTime();
        double seconds = (now - lookedNanos) / 1e9;
        lookedNanos = now;
        busMaster.setSelection(found.master());
        table.setItemCount(found.counts().size());
        for (int i = 0; i < found.counts().size(); i++) {
            InterruptCount count = found.counts().get(i);
            Long last = before.put(count.vector(), count.count());
            String rate = last == null ? "" : String.format(Locale.ROOT, "%,.1f", (count.count() - last) / seconds);
            String[] texts = {Integer.toString(count.vector()), Long.toString(count.count()), rate,
                count.masked() ? "masked" : "", count.problem()};
            TableItem item = table.getItem(i);
            item.setData(count.vector());
            for (int column = 0; column < texts.length; column++) {
                if (!item.getText(column).equals(texts[column])) {
                    item.setText(column, texts[column]);
                }
            }
        }
    }

    private void letGo() {
        DeviceInterrupts last = held;
        held = null;
        kinds = List.of();
        enabled = false;
        before.clear();
        if (!table.isDisposed()) {
            table.removeAll();
            kind.removeAll();
            allow();
        }
        if (last != null) {
            close(last);
        }
    }

    private static void close(DeviceInterrupts interrupts) {
        Job.createSystem("Letting go of interrupts", (ICoreRunnable) monitor -> interrupts.close()).schedule();
    }

    @Override
    public void setFocus() {
        kind.setFocus();
    }

    @Override
    public void dispose() {
        if (held != null) {
            close(held);
            held = null;
        }
        super.dispose();
    }
}
