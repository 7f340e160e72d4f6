// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import java.util.List;
import java.util.Optional;

import org.barscope.widgets.hex.HexTheme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Shows bit strips, or saves a picture of them. Arguments: {@code light|dark [FILE.png]}. */
final class BitDemo {

    private BitDemo() {
    }

    public static void main(String[] args) {
        boolean dark = args.length > 0 && args[0].equals("dark");
        HexTheme theme = dark ? HexTheme.of(new RGB(0x1f, 0x23, 0x28), new RGB(0xd6, 0xdb, 0xe1))
                : HexTheme.of(new RGB(255, 255, 255), new RGB(0x1f, 0x24, 0x2b));
        Display display = new Display();
        Shell shell = new Shell(display, SWT.SHELL_TRIM);
        shell.setLayout(new GridLayout());
        List<BitField> fields = List.of(new BitField(0, 0, "EN", "Enable", true),
                new BitField(3, 1, "MODE", "Mode of operation", true), new BitField(11, 4, "PRESCALER", "", true),
                new BitField(15, 14, "STATE", "Read-only", false), new BitField(31, 24, "REV", "", false));
        BitFieldStrip narrow = new BitFieldStrip(shell, SWT.NONE);
        narrow.setWord(new BitWord(32, 0x2a0040b7L, -1L, 0x10, 0x20, fields));
        BitFieldStrip wide = new BitFieldStrip(shell, SWT.NONE);
        wide.setWord(new BitWord(64, 0xdeadbeef12345678L, 0xffffffff00ffffffL, 0, 0,
                List.of(new BitField(47, 16, "ADDRESS", "", true), new BitField(3, 0, "ATTR", "", true))));
        for (BitFieldStrip strip : new BitFieldStrip[] {narrow, wide}) {
            strip.setTheme(Optional.of(theme));
            strip.setFlipHandler(Optional.of(bit -> strip.setWord(BitWord.of(strip.getWord().width(),
                    strip.getWord().value() ^ 1L << bit, strip.getWord().fields()))));
        }
        narrow.setCurrentBit(2);
        shell.pack();
        shell.open();
        narrow.setFocus();
        if (args.length > 1) {
            display.timerExec(700, () -> save(shell, args[1]));
        }
        while (!shell.isDisposed()) {
            if (!display.readAndDispatch()) {
                display.sleep();
            }
        }
        display.dispose();
    }

    private static void save(Shell shell, String file) {
        Image image = new Image(shell.getDisplay(), shell.getClientArea().width, shell.getClientArea().height);
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
