// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.List;
import java.util.OptionalLong;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.IommuMapping.Wish;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.barscope.ui.vfio.Target;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** For which device a DMABUF is mapped, and where. */
final class MapDialog extends TitleAreaDialog {

    private static final String HELP = "org.barscope.ui.vfio.map";
    private static final int PAGE = 4096;

    private final HeldDmabuf held;
    private final List<PciDevice> devices;
    private Combo device;
    private Text offset;
    private Text length;
    private Text iova;
    private Button writable;
    private Wish wish;

    MapDialog(Shell shell, HeldDmabuf held) {
        super(shell);
        this.held = held;
        this.devices = Target.explorer().session().getMachines().stream()
                .filter(m -> !m.isReadOnly() && belongs(m, held))
                .flatMap(m -> m.allDevices().stream())
                .filter(d -> d.getDriver().equals("vfio-pci") || d.getDriver().isEmpty() && !d.getBars().isEmpty())
                .toList();
        setShellStyle(getShellStyle() | SWT.RESIZE | SWT.SHEET);
    }

    private static boolean belongs(Machine machine, HeldDmabuf held) {
        return Target.backend(machine).flatMap(b -> b.dmabufs()).filter(s -> s.held().contains(held)).isPresent();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Map for Device");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("Map " + held.uri());
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(12, 10).spacing(8, 8).applyTo(area);
        label(area, "&Device:");
        device = new Combo(area, SWT.READ_ONLY);
        devices.forEach(d -> device.add(d.getAddress() + "  " + d.getDeviceName()));
        device.select(0);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(device);
        offset = box(area, "&Offset in the buffer:", "0", "");
        length = box(area, "&Length:", "", "all the rest");
        iova = box(area, "&Address for the device (IOVA):", "", "let the kernel choose");
        label(area, "");
        writable = new Button(area, SWT.CHECK);
        writable.setText("The device may &write");
        writable.setSelection(true);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        setMessage("The device then reaches the buffer by DMA, once it is bus master. A device that is not open yet is"
                + " opened, which resets it.");
        return area;
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        check();
        return contents;
    }

    private static void label(Composite area, String text) {
        new Label(area, SWT.NONE).setText(text);
    }

    private Text box(Composite area, String name, String value, String empty) {
        label(area, name);
        Text box = new Text(area, SWT.BORDER);
        box.setText(value);
        box.setMessage(empty);
        box.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(box);
        return box;
    }

    private void check() {
        String problem = problem();
        setErrorMessage(problem.isEmpty() ? null : problem);
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(problem.isEmpty());
        }
    }

    private String problem() {
        if (devices.isEmpty()) {
            return "No device of this machine is with VFIO: give one to VFIO first.";
        }
        for (Text box : new Text[] {offset, length, iova}) {
            if (!box.getText().isBlank()) {
                OptionalLong value = Quantity.parse(box.getText());
                if (value.isEmpty()) {
                    return "'" + box.getText() + "' is no number: write 0x1000, 4096 or 4K.";
                }
                if (value.getAsLong() % PAGE != 0) {
                    return "'" + box.getText() + "' is not a multiple of the page size, 0x1000.";
                }
            }
        }
        return "";
    }

    @Override
    protected void okPressed() {
        wish = new Wish(PciAddress.parse(devices.get(device.getSelectionIndex()).getAddress()), held.uri(),
                Quantity.parse(offset.getText()).orElse(0), Quantity.parse(length.getText()),
                Quantity.parse(iova.getText()), writable.getSelection());
        super.okPressed();
    }

    /** What the user wants, after OK. */
    Wish wish() {
        return wish;
    }
}
