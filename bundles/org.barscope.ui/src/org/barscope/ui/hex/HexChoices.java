// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionKind;
import org.barscope.widgets.hex.CellFormat;
import org.barscope.widgets.hex.HexOptions;
import org.barscope.widgets.hex.RowFit;
import org.barscope.widgets.hex.TextEncoding;

/** Everything that can be chosen about how a hex page shows bytes, for menus and commands. */
final class HexChoices {

    private static final int[] ROWS = {8, 16, 32, 64};
    private static final int[] CELLS = {1, 2, 4, 8};

    private HexChoices() {
    }

    /**
     * One of several that exclude each other.
     *
     * @param id    names it in commands: {@code cell=4}
     * @param label with a mnemonic
     */
    record Choice(String id, String label, Predicate<HexPage> chosen, Predicate<HexPage> possible,
            Consumer<HexPage> choose) {
    }

    /** Choices of which one is made at any time. */
    record Group(String label, List<Choice> choices) {
    }

    static List<Group> groups() {
        return List.of(new Group("&Cells", cells()), new Group("Byte &Order", orders()),
                new Group("&Format", formats()), new Group("Bytes a &Row", rows()),
                new Group("&Addresses", addresses()), new Group("&Text", texts()),
                new Group("Bus Access &Width", widths()));
    }

    private static Choice option(String id, String label, Predicate<HexOptions> chosen,
            UnaryOperator<HexOptions> change) {
        return new Choice(id, label, page -> chosen.test(page.canvas().getOptions()), page -> true,
                page -> page.options(change.apply(page.canvas().getOptions())));
    }

    private static List<Choice> cells() {
        return Arrays.stream(CELLS).mapToObj(size -> option("cell=" + size, "&" + 8 * size + "-bit",
                options -> options.cellSize() == size, options -> options.withCellSize(size))).toList();
    }

    private static List<Choice> orders() {
        return List.of(option("order=little", "&Little-endian", o -> o.order() == ByteOrder.LITTLE_ENDIAN,
                o -> o.withOrder(ByteOrder.LITTLE_ENDIAN)),
                option("order=big", "&Big-endian", o -> o.order() == ByteOrder.BIG_ENDIAN,
                        o -> o.withOrder(ByteOrder.BIG_ENDIAN)));
    }

    private static List<Choice> formats() {
        List<Choice> choices = new ArrayList<>();
        for (CellFormat format : CellFormat.values()) {
            choices.add(new Choice("format=" + format.name(), "&" + format.label(),
                    page -> page.canvas().getOptions().format() == format,
                    page -> format.supports(page.canvas().getOptions().cellSize()),
                    page -> page.options(page.canvas().getOptions().withFormat(format))));
        }
        return choices;
    }

    private static List<Choice> rows() {
        List<Choice> choices = new ArrayList<>();
        for (int row : ROWS) {
            choices.add(option("row=" + row, "&" + row, o -> o.fit() == RowFit.FIXED && o.bytesPerRow() == row,
                    o -> o.withBytesPerRow(row)));
        }
        choices.add(option("row=fit", "As Many as &Fit, a Power of Two", o -> o.fit() == RowFit.POWER_OF_TWO,
                o -> o.withFit(RowFit.POWER_OF_TWO)));
        choices.add(option("row=groups", "As Many &Groups of Eight as Fit", o -> o.fit() == RowFit.GROUPS,
                o -> o.withFit(RowFit.GROUPS)));
        return choices;
    }

    private static List<Choice> addresses() {
        return List.of(option("address=offset", "&Offset in the Region", o -> o.addressBase() == 0,
                o -> o.withAddress(HexOptions.DEFAULT.addressLabel(), 0)),
                new Choice("address=bus", "&Bus Address", page -> page.canvas().getOptions().addressBase() != 0,
                        page -> page.region().info().busAddress().orElse(0) != 0,
                        page -> page.options(page.canvas().getOptions().withAddress("Bus address",
                                page.region().info().busAddress().orElse(0)))));
    }

    private static List<Choice> texts() {
        return List.of(option("text=ASCII", "&ASCII", o -> o.text() == TextEncoding.ASCII,
                o -> o.withText(TextEncoding.ASCII)),
                option("text=UTF_8", "&UTF-8", o -> o.text() == TextEncoding.UTF_8,
                        o -> o.withText(TextEncoding.UTF_8)),
                option("text=NONE", "&No Text", o -> o.text() == TextEncoding.NONE,
                        o -> o.withText(TextEncoding.NONE)));
    }

    private static List<Choice> widths() {
        return Arrays.stream(AccessWidth.values()).map(width -> new Choice("width=" + width.bits(),
                "&" + width.bits() + "-bit", page -> page.region().access().defaultWidth() == width,
                page -> canAccess(page.region().info().kind(), width), page -> page.accessWidth(width))).toList();
    }

    /** Configuration space has no 64-bit accesses (PCI Express Base Specification, section 7.2); memory is copied. */
    private static boolean canAccess(RegionKind kind, AccessWidth width) {
        return kind == RegionKind.MMIO || kind == RegionKind.CONFIG && width != AccessWidth.W64;
    }
}
