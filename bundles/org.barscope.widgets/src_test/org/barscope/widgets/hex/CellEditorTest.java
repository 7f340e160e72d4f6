// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class CellEditorTest {

    private final CellEditor editor = new CellEditor();
    private final TestModel model = TestModel.ofBytes(0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88);
    private HexOptions options = HexOptions.DEFAULT;

    private CellEditor.Outcome type(long caret, HexPane pane, String characters) {
        CellEditor.Outcome last = null;
        for (char c : characters.toCharArray()) {
            last = editor.type(c, new HexSelection(caret, caret, Optional.empty(), pane), target());
        }
        return last;
    }

    private CellEditor.Outcome type(long caret, String characters) {
        return type(caret, HexPane.CELLS, characters);
    }

    private CellEditor.Target target() {
        return new CellEditor.Target(model, model.snapshot(), options);
    }

    private boolean erase(long caret) {
        return editor.erase(new HexSelection(caret, caret, Optional.empty(), HexPane.CELLS), target());
    }

    private byte[] pending() {
        List<EditBuffer.Unit> units = editor.buffer().units();
        assertEquals(1, units.size());
        return units.getFirst().toEdit().bytes();
    }

    @Test
    void digitsReplaceNibblesInTheOrderShown() {
        assertEquals(new CellEditor.Outcome.Accepted(), type(1, "a"));
        assertArrayEquals(TestModel.bytes(0xa2), pending());
        assertEquals(1, editor.digitAt(1));
        assertEquals(new CellEditor.Outcome.Advance(1), type(1, "5"));
        assertArrayEquals(TestModel.bytes(0xa5), pending());
        assertEquals(0, editor.digitAt(1));
    }

    @Test
    void littleEndianCellsAreTypedAsTheyRead() {
        options = HexOptions.DEFAULT.withCellSize(4);
        model.units(4);
        assertEquals(new CellEditor.Outcome.Advance(4), type(0, "deadbeef"));
        assertArrayEquals(TestModel.bytes(0xef, 0xbe, 0xad, 0xde), pending());
        assertEquals(0xdeadbeefL, editor.buffer().units().getFirst().toEdit().value(ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void bigEndianCellsToo() {
        options = HexOptions.DEFAULT.withCellSize(4).withOrder(ByteOrder.BIG_ENDIAN);
        model.units(4);
        type(4, "de");
        assertArrayEquals(TestModel.bytes(0xde, 0x66, 0x77, 0x88), pending());
    }

    @Test
    void binaryDigitsReplaceBits() {
        options = HexOptions.DEFAULT.withFormat(CellFormat.BINARY);
        type(0, "101");
        assertArrayEquals(TestModel.bytes(0xb1), pending());
        assertInstanceOf(CellEditor.Outcome.Refused.class, type(0, "2"));
    }

    @Test
    void theAccessUnitIsPendingAsAWhole() {
        model.units(4);
        type(6, "0");
        HexEdit edit = editor.buffer().units().getFirst().toEdit();
        assertEquals(4, edit.offset());
        assertEquals(4, edit.size());
        assertArrayEquals(TestModel.bytes(0x55, 0x66, 0x07, 0x88), edit.bytes());
        assertArrayEquals(TestModel.bytes(0x55, 0x66, 0x77, 0x88), edit.before().orElseThrow());
    }

    @Test
    void aCellOfSeveralUnitsMakesSeveralEdits() {
        options = HexOptions.DEFAULT.withCellSize(8);
        model.units(4);
        type(0, "0102030405060708");
        assertEquals(2, editor.buffer().size());
        assertEquals(4, editor.buffer().units().getFirst().offset(), "in the order of typing");
    }

    @Test
    void aUnitWithoutAValueMustBeTypedInFull() {
        model.units(4);
        model.deliver(0, new byte[8], UnitState.GUARDED, UnitState.VALUE);
        options = HexOptions.DEFAULT.withCellSize(4);
        type(0, "1234567");
        assertTrue(editor.incomplete().orElseThrow().contains("4-byte unit at 0x0"));
        type(0, "8");
        assertEquals(Optional.empty(), editor.incomplete());
        assertEquals(Optional.empty(), editor.buffer().units().getFirst().toEdit().before());
    }

    @Test
    void numbersAreTypedAsText() {
        options = HexOptions.DEFAULT.withCellSize(2).withFormat(CellFormat.SIGNED);
        model.units(2);
        type(2, "-");
        assertTrue(editor.incomplete().isPresent());
        type(2, "2");
        assertEquals(Optional.of("-2"), editor.numberAt(2));
        assertArrayEquals(TestModel.bytes(0xfe, 0xff), pending());
        assertEquals(Optional.empty(), editor.incomplete());
        assertInstanceOf(CellEditor.Outcome.Refused.class, type(2, "x"));
        assertInstanceOf(CellEditor.Outcome.Refused.class, type(2, "99999"));
        assertEquals(Optional.of("-29999"), editor.numberAt(2));
    }

    @Test
    void aNumberLeftUnfinishedIsGivenUp() {
        options = HexOptions.DEFAULT.withCellSize(2).withFormat(CellFormat.SIGNED);
        type(2, "-");
        editor.leave();
        assertTrue(editor.buffer().isEmpty());
        assertEquals(Optional.empty(), editor.incomplete());
    }

    @Test
    void backspaceTakesDigitsBack() {
        type(1, "a");
        assertTrue(erase(1));
        assertTrue(editor.buffer().isEmpty());
        assertFalse(erase(1));
        options = HexOptions.DEFAULT.withCellSize(2);
        type(0, "abc");
        assertTrue(erase(0));
        assertEquals(2, editor.digitAt(0));
        assertEquals((byte) 0xab, editor.buffer().byteAt(1));
        assertTrue(editor.buffer().at(0).isEmpty(), "nothing typed is left of the other byte");
    }

    @Test
    void backspaceTakesNumbersBack() {
        options = HexOptions.DEFAULT.withFormat(CellFormat.UNSIGNED);
        type(0, "25");
        assertTrue(erase(0));
        assertArrayEquals(TestModel.bytes(2), pending());
        assertTrue(erase(0));
        assertTrue(editor.buffer().isEmpty());
        assertEquals(Optional.empty(), editor.numberAt(0));
    }

    @Test
    void textIsTypedAsBytes() {
        assertEquals(new CellEditor.Outcome.Advance(1), type(3, HexPane.TEXT, "H"));
        assertArrayEquals(TestModel.bytes('H'), pending());
        assertInstanceOf(CellEditor.Outcome.Refused.class, type(3, HexPane.TEXT, "é"));
        options = HexOptions.DEFAULT.withText(TextEncoding.UTF_8);
        assertEquals(new CellEditor.Outcome.Advance(2), type(4, HexPane.TEXT, "é"));
        assertEquals((byte) 0xa9, editor.buffer().byteAt(5));
        assertInstanceOf(CellEditor.Outcome.Refused.class, type(7, HexPane.TEXT, "é"), "does not fit");
    }

    @Test
    void theModelHasTheLastWord() {
        model.refuse("Writing to bar0 is not armed");
        assertEquals(new CellEditor.Outcome.Refused("Writing to bar0 is not armed"), type(0, "a"));
        assertTrue(editor.buffer().isEmpty());
    }

    @Test
    void nothingIsTypedIntoACellThatTheRegionCuts() {
        TestModel odd = TestModel.ofBytes(1, 2, 3, 4, 5, 6);
        CellEditor.Target words = new CellEditor.Target(odd, odd.snapshot(), HexOptions.DEFAULT.withCellSize(4));
        HexSelection last = new HexSelection(4, 4, Optional.empty(), HexPane.CELLS);
        assertInstanceOf(CellEditor.Outcome.Refused.class, editor.type('1', last, words));
        odd.units(4);
        CellEditor.Target bytes = new CellEditor.Target(odd, odd.snapshot(), HexOptions.DEFAULT);
        assertInstanceOf(CellEditor.Outcome.Refused.class, editor.type('1', last, bytes));
    }

    @Test
    void revertForgetsAll() {
        type(0, "1");
        type(3, "2");
        assertTrue(editor.revert());
        assertTrue(editor.buffer().isEmpty());
        assertFalse(editor.revert());
    }

    @Test
    void typingWorksOnTheLastByteOfSixteenExbibytes() {
        TestModel whole = new TestModel(Optional.of(HexRange.WHOLE));
        whole.deliver(-8, 1, 2, 3, 4, 5, 6, 7, 8);
        CellEditor.Target target = new CellEditor.Target(whole, whole.snapshot(), HexOptions.DEFAULT);
        HexSelection last = new HexSelection(-1, -1, Optional.empty(), HexPane.CELLS);
        editor.type('f', last, target);
        assertEquals(1, editor.digitAt(-1));
        assertEquals((byte) 0xf8, editor.buffer().byteAt(-1));
        assertEquals(new CellEditor.Outcome.Advance(1), editor.type('f', last, target));
    }
}
