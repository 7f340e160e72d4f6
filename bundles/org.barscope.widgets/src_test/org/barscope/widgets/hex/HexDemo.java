// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/**
 * Shows the hex view with every state it knows, or saves a picture of it.
 * Arguments: {@code light|dark plain|words|wide [FILE.png]}.
 */
final class HexDemo {

    private static final int SIZE = 0x400;

    private HexDemo() {
    }

    public static void main(String[] args) {
        boolean dark = args.length > 0 && args[0].equals("dark");
        String look = args.length > 1 ? args[1] : "plain";
        Display display = new Display();
        Shell shell = new Shell(display, SWT.SHELL_TRIM);
        shell.setText("Hex view");
        GridLayout grid = new GridLayout(2, false);
        grid.marginWidth = 0;
        grid.marginHeight = 0;
        grid.horizontalSpacing = 0;
        shell.setLayout(grid);
        HexCanvas canvas = new HexCanvas(shell, SWT.NONE);
        canvas.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        HexOverview overview = new HexOverview(shell, SWT.NONE, canvas);
        overview.setLayoutData(new GridData(SWT.FILL, SWT.FILL, false, true));
        canvas.setTheme(Optional.of(dark ? HexTheme.of(new RGB(0x1f, 0x23, 0x28), new RGB(0xd6, 0xdb, 0xe1))
                : HexTheme.of(new RGB(255, 255, 255), new RGB(0x1f, 0x24, 0x2b))));
        canvas.setOptions(switch (look) {
            case "words" -> HexOptions.DEFAULT.withCellSize(4).withOrder(ByteOrder.LITTLE_ENDIAN)
                    .withAddress("Bus address", 0xfe00_0000L);
            case "wide" -> HexOptions.DEFAULT.withFit(RowFit.GROUPS).withText(TextEncoding.UTF_8);
            case "decimal" -> HexOptions.DEFAULT.withCellSize(2).withFormat(CellFormat.SIGNED);
            default -> HexOptions.DEFAULT;
        });
        canvas.setEditHandler(Optional.of(edit -> CompletableFuture.completedFuture(null)));
        TestModel model = TestModel.ofSize(SIZE - 11).units(4);
        canvas.setModel(model);
        shell.setSize(look.equals("wide") ? 1400 : 860, 620);
        shell.open();
        canvas.setFocus();
        fillModel(model, canvas);
        canvas.setSelection(new HexRange(0x94, 0xc7));
        canvas.setCaret(0x128);
        canvas.controller().perform(new HexAction.Type('c'));
        canvas.setCaret(0x34);
        canvas.controller().perform(new HexAction.Type('a'));
        canvas.controller().perform(new HexAction.Type('5'));
        canvas.setSelection(new HexRange(0x94, 0xc7));
        if (args.length > 2) {
            display.timerExec(700, () -> save(shell, args[2]));
        }
        while (!shell.isDisposed()) {
            if (!display.readAndDispatch()) {
                display.sleep();
            }
        }
        display.dispose();
    }

    private static void fillModel(TestModel model, HexCanvas canvas) {
        byte[] bytes = new byte[SIZE - 11];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 7 == 0 ? 0 : i * 37 + (i >> 3));
        }
        byte[] text = "Barscope · Größe 16 EiB – 目録 ✓ registers".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, bytes, 0x70, text.length);
        Arrays.fill(bytes, 0xd0, 0xe0, (byte) 0xff);
        Arrays.fill(bytes, 0x1c0, 0x1f0, (byte) 0);
        UnitState[] states = new UnitState[(bytes.length + 3) / 4];
        Arrays.fill(states, UnitState.VALUE);
        fill(states, 0x48, 0x58, UnitState.GUARDED);
        fill(states, 0xd0, 0xe0, UnitState.ALL_ONES);
        fill(states, 0xf4, 0x100, UnitState.FAULTED);
        fill(states, 0x110, 0x124, UnitState.REVOKED);
        fill(states, 0x140, 0x150, UnitState.OUT_OF_RANGE);
        fill(states, 0x160, 0x184, UnitState.NOT_YET_READ);
        for (int round = 0; round < 5; round++) {
            byte[] now = bytes.clone();
            for (int k = 0; k <= round; k++) {
                now[0x18 + 4 * k] += (byte) (3 * (k == round ? 1 : 0));
                now[0x19 + 4 * k] += (byte) (k == round ? 1 : 0);
            }
            bytes = now;
            model.deliver(0, bytes, states);
            while (canvas.getDisplay().readAndDispatch()) {
                // Every round must reach the canvas, or it sees only the last.
            }
        }
        model.mark(new HexMark(new HexRange(0x1a0, 0x1a3), HexMark.Kind.REGISTER, "CTRL", "Device control"),
                new HexMark(new HexRange(0x1a4, 0x1a7), HexMark.Kind.REGISTER, "STATUS", "Device status"),
                new HexMark(new HexRange(0x1a8, 0x1af), HexMark.Kind.REGISTER, "BASE", ""),
                new HexMark(new HexRange(0x1b0, 0x1bf), HexMark.Kind.UNDESCRIBED, "", ""),
                new HexMark(new HexRange(0x60, 0x67), HexMark.Kind.BOOKMARK, "ring buffer", ""),
                new HexMark(new HexRange(0x78, 0x7b), HexMark.Kind.MATCH, "match", ""),
                new HexMark(new HexRange(0x1d4, 0x1df), HexMark.Kind.DIFFERENCE, "differs", ""),
                new HexMark(new HexRange(0x18, 0x2b), HexMark.Kind.CHANGE, "changed", ""),
                new HexMark(new HexRange(0x300, 0x310), HexMark.Kind.BOOKMARK, "mailbox", ""));
    }

    private static void fill(UnitState[] states, int from, int to, UnitState state) {
        Arrays.fill(states, from / 4, to / 4, state);
    }

    private static void save(Shell shell, String file) {
        Image image = new Image(shell.getDisplay(), shell.getBounds().width, shell.getBounds().height);
        GC gc = new GC(shell);
        gc.copyArea(image, 0, 0);
        gc.dispose();
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {image.getImageData()};
        loader.save(file, SWT.IMAGE_PNG);
        image.dispose();
        shell.dispose();
    }
}
