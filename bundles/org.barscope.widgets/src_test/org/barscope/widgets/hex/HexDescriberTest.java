// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class HexDescriberTest {

    private final TestModel model = TestModel.ofSize(16).units(4);
    private final ChangeHistory history = new ChangeHistory();

    private HexDescriber describer(HexOptions options) {
        history.update(model.snapshot());
        return new HexDescriber(new HexGeometry(options, model.extent(), new HexGeometry.FontSize(8, 16), 800),
                model.snapshot(), history, new CellEditor());
    }

    private void deliver(int last) {
        model.deliver(0, TestModel.bytes(1, 2, 3, 4, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x20, 0x41, 0, last),
                UnitState.VALUE, UnitState.GUARDED, UnitState.ALL_ONES, UnitState.VALUE);
    }

    @Test
    void saysAddressValueAndState() {
        deliver(0);
        HexOptions words = HexOptions.DEFAULT.withCellSize(4).withAddress("Bus address", 0xfe000000L);
        assertEquals("0xfe000000, 0x04030201", describer(words).announcement(0, HexPane.CELLS, List.of()));
        assertEquals("0xfe000004, guarded", describer(words).announcement(4, HexPane.CELLS, List.of()));
        assertEquals("0xfe000008, 0xffffffff, all ones", describer(words).announcement(9, HexPane.CELLS, List.of()));
        deliver(7);
        assertEquals("0xfe00000c, 0x07004120, changed", describer(words).announcement(12, HexPane.CELLS, List.of()));
        assertEquals("0xfe000000, 67305985", describer(words.withFormat(CellFormat.UNSIGNED))
                .announcement(0, HexPane.CELLS, List.of()));
    }

    @Test
    void saysCharactersInTheTextColumn() {
        deliver(0);
        HexDescriber bytes = describer(HexOptions.DEFAULT);
        assertEquals("0x000d, A", bytes.announcement(13, HexPane.TEXT, List.of()));
        assertEquals("0x000c, blank", bytes.announcement(12, HexPane.TEXT, List.of()));
        assertEquals("0x0000, unprintable 0x1", bytes.announcement(0, HexPane.TEXT, List.of()));
        assertEquals("0x0004, guarded", bytes.announcement(4, HexPane.TEXT, List.of()));
    }

    @Test
    void saysNames() {
        deliver(0);
        HexMark register = new HexMark(new HexRange(0, 3), HexMark.Kind.REGISTER, "CTRL", "Device control");
        HexMark elsewhere = new HexMark(new HexRange(8, 8), HexMark.Kind.BOOKMARK, "ring", "");
        HexDescriber words = describer(HexOptions.DEFAULT.withCellSize(4));
        assertEquals("0x0000, 0x04030201, register CTRL",
                words.announcement(0, HexPane.CELLS, List.of(register, elsewhere)));
        assertEquals("0x0000  0x04030201\nCTRL\nDevice control",
                words.toolTip(0, HexPane.CELLS, List.of(register, elsewhere)));
        assertEquals("0x0008  0xffffffff  (all ones)\nring",
                words.toolTip(8, HexPane.CELLS, List.of(register, elsewhere)));
    }

    @Test
    void givesRowsAsTheyShow() {
        deliver(0);
        HexOptions eight = HexOptions.DEFAULT.withBytesPerRow(8);
        assertEquals("""
                0000  01 02 03 04 ·· ·· ·· ··  ........
                0008  ff ff ff ff 20 41 00 00  .... A..
                """.replace("........", "....····"), describer(eight).rows(0, 5));
    }
}
