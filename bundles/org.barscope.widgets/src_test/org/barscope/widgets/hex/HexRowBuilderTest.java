// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HexRowBuilderTest {

    private static final HexOptions EIGHT = HexOptions.DEFAULT.withBytesPerRow(8);

    private final ChangeHistory history = new ChangeHistory();
    private final CellEditor editor = new CellEditor();

    private HexRow row(HexOptions options, TestModel model, long number) {
        HexGeometry geometry = new HexGeometry(options, model.extent(), new HexGeometry.FontSize(8, 16), 800);
        HexRowBuilder builder = new HexRowBuilder(geometry);
        HexRow row = new HexRow(geometry);
        builder.source(model.snapshot(), history, editor);
        builder.build(row, number);
        return row;
    }

    private String text(HexOptions options, TestModel model) {
        return new String(row(options, model, 0).chars());
    }

    private static TestModel model() {
        return TestModel.ofBytes(0x41, 0x42, 0x00, 0xff, 0x7f, 0x80, 0x20, 0x7e);
    }

    @Test
    void bytesAndText() {
        assertEquals("41 42 00 ff 7f 80 20 7e  AB.... ~", text(EIGHT, model()));
        assertEquals("41 42 00 FF 7F 80 20 7E  AB.... ~", text(EIGHT.withUpperCase(true), model()));
    }

    @Test
    void cellsInBothOrders() {
        assertEquals("ff004241 7e20807f", text(EIGHT.withCellSize(4).withText(TextEncoding.NONE), model()));
        assertEquals("414200ff 7f80207e", text(EIGHT.withCellSize(4).withText(TextEncoding.NONE)
                .withOrder(ByteOrder.BIG_ENDIAN), model()));
        assertEquals("7e20807fff004241", text(EIGHT.withCellSize(8).withText(TextEncoding.NONE), model()));
    }

    @Test
    void otherFormats() {
        HexOptions words = EIGHT.withCellSize(2).withText(TextEncoding.NONE);
        assertEquals("16961 65280 32895 32288", text(words.withFormat(CellFormat.UNSIGNED), model()));
        assertEquals(" 16961   -256 -32641  32288", text(words.withFormat(CellFormat.SIGNED), model()));
        assertTrue(text(EIGHT.withFormat(CellFormat.BINARY), model()).startsWith("01000001 01000010 00000000"));
        assertTrue(text(EIGHT.withCellSize(4).withFormat(CellFormat.FLOAT), model()).trim()
                .startsWith(Float.toString(Float.intBitsToFloat(0xff004241))));
    }

    @ParameterizedTest
    @EnumSource(value = UnitState.class, names = {"GUARDED", "FAULTED", "REVOKED", "OUT_OF_RANGE", "NOT_YET_READ"})
    void whatWasNotReadNeverLooksLikeADigit(UnitState state) {
        TestModel model = TestModel.ofSize(8).units(4);
        model.deliver(0, new byte[8], UnitState.VALUE, state);
        for (int size = 1; size <= 8; size *= 2) {
            for (CellFormat format : CellFormat.values()) {
                if (!format.supports(size)) {
                    continue;
                }
                HexOptions options = EIGHT.withCellSize(size).withFormat(format);
                HexGeometry geometry = new HexGeometry(options, model.extent(), new HexGeometry.FontSize(8, 16), 800);
                String shown = text(options, model);
                String second = format.isPositional() && size == 8 ? shown.substring(0, geometry.cellWidth() / 2)
                        : size == 8 ? shown.substring(0, geometry.cellWidth())
                        : shown.substring(geometry.cellColumn(4 / size), geometry.textColumn(0) - 2);
                assertFalse(second.chars().anyMatch(Character::isLetterOrDigit), options + ": " + shown);
                assertTrue(second.indexOf(state.glyph()) >= 0, options + ": " + shown);
                assertEquals(String.valueOf(state.glyph()).repeat(4),
                        shown.substring(geometry.textColumn(4), geometry.textColumn(7) + 1));
            }
        }
    }

    @Test
    void aCellCanBePartlyKnown() {
        TestModel model = TestModel.ofSize(8).units(2);
        model.deliver(0, TestModel.bytes(1, 2, 3, 4, 5, 6, 7, 8), UnitState.VALUE, UnitState.FAULTED,
                UnitState.GUARDED, UnitState.VALUE);
        assertEquals("----0201 0807····", text(EIGHT.withCellSize(4).withText(TextEncoding.NONE), model));
        assertEquals("        --         ··", text(EIGHT.withCellSize(4).withFormat(CellFormat.UNSIGNED)
                .withText(TextEncoding.NONE), model));
    }

    @Test
    void theRegionEndsInMidRow() {
        TestModel model = TestModel.ofBytes(1, 2, 3, 4, 5);
        assertEquals("01 02 03 04 05           .....   ", text(EIGHT, model));
        assertEquals("04030201       05", text(EIGHT.withCellSize(4).withText(TextEncoding.NONE), model));
        assertEquals("  67305985         ××", text(EIGHT.withCellSize(4).withFormat(CellFormat.UNSIGNED)
                .withText(TextEncoding.NONE), model));
    }

    @Test
    void inksTellStatesApart() {
        TestModel model = TestModel.ofSize(8);
        UnitState[] states = new UnitState[8];
        Arrays.fill(states, UnitState.VALUE);
        states[2] = UnitState.GUARDED;
        states[3] = UnitState.ALL_ONES;
        states[4] = UnitState.FAULTED;
        states[5] = UnitState.REVOKED;
        model.deliver(0, TestModel.bytes(1, 0, 0, 0xff, 0, 0, 0, 9), states);
        history.update(HexSnapshot.ofValues(7, TestModel.bytes(8), Instant.EPOCH, 0));
        history.update(model.snapshot());
        HexRow row = row(EIGHT, model, 0);
        HexColor[] expected = {HexColor.TEXT, HexColor.FAINT_TEXT, HexColor.GUARDED, HexColor.ALL_ONES,
            HexColor.FAULTED, HexColor.REVOKED, HexColor.FAINT_TEXT, HexColor.CHANGED};
        for (int i = 0; i < 8; i++) {
            assertEquals(expected[i], row.ink(3 * i), "byte " + i);
        }
    }

    @Test
    void onlyLeadingZerosAreFaint() {
        TestModel model = TestModel.ofBytes(0, 1, 0, 0, 0, 0, 0, 0);
        HexRow row = row(EIGHT.withCellSize(4), model, 0);
        assertEquals(HexColor.FAINT_TEXT, row.ink(0));
        assertEquals(HexColor.TEXT, row.ink(4), "01");
        assertEquals(HexColor.TEXT, row.ink(6), "00 behind it");
        assertEquals(HexColor.FAINT_TEXT, row.ink(9 + 6));
    }

    @Test
    void pendingDigitsReplaceTheValue() {
        TestModel model = model().units(2);
        CellEditor.Target target = new CellEditor.Target(model, model.snapshot(), EIGHT);
        editor.type('9', new HexSelection(1, 1, Optional.empty(), HexPane.CELLS), target);
        HexRow row = row(EIGHT, model, 0);
        assertTrue(new String(row.chars()).startsWith("41 92 00"));
        assertEquals(UnitState.PENDING_EDIT, row.state(0));
        assertEquals(UnitState.PENDING_EDIT, row.state(1));
        assertEquals(UnitState.VALUE, row.state(2));
    }

    @Test
    void digitsNotTypedYetAreOpenWhereThereWasNoValue() {
        TestModel model = TestModel.ofSize(8).units(2);
        model.deliver(0, new byte[8], UnitState.GUARDED, UnitState.VALUE, UnitState.VALUE, UnitState.VALUE);
        HexOptions words = EIGHT.withCellSize(2).withText(TextEncoding.NONE);
        CellEditor.Target target = new CellEditor.Target(model, model.snapshot(), words);
        HexSelection at = new HexSelection(0, 0, Optional.empty(), HexPane.CELLS);
        editor.type('5', at, target);
        assertTrue(text(words, model).startsWith("5___ 0000"));
    }

    @Test
    void aNumberShowsAsTyped() {
        TestModel model = model();
        HexOptions numbers = EIGHT.withCellSize(4).withFormat(CellFormat.FLOAT).withText(TextEncoding.NONE);
        CellEditor.Target target = new CellEditor.Target(model, model.snapshot(), numbers);
        for (char c : "1.5e".toCharArray()) {
            editor.type(c, new HexSelection(0, 0, Optional.empty(), HexPane.CELLS), target);
        }
        assertTrue(text(numbers, model).startsWith("           1.5e "));
    }

    @Test
    void wideCharactersAreDrawnApart() {
        TestModel model = TestModel.ofBytes('a', 0xe7, 0x9b, 0xae, 'b', 0, 0, 0);
        HexRow row = row(EIGHT.withText(TextEncoding.UTF_8), model, 0);
        assertEquals(0x76ee, row.wide(1));
        assertEquals(0, row.wide(0));
        assertTrue(new String(row.chars()).endsWith("a   b..."));
    }

    @Test
    void charactersDoNotReachAroundTheEndOfTheAddressSpace() {
        TestModel model = new TestModel(Optional.of(HexRange.WHOLE));
        model.deliver(-8, 0, 0, 0, 0, 0, 0, 0xe7, 0x9b);
        HexOptions utf8 = EIGHT.withText(TextEncoding.UTF_8);
        HexRow last = row(utf8, model, (1L << 61) - 1);
        assertTrue(new String(last.chars()).endsWith("........"));
        model.deliver(0, 0xae, 'x', 0, 0, 0, 0, 0, 0);
        assertTrue(new String(row(utf8, model, 0).chars()).endsWith(".x......"));
    }

    @Test
    void rowsCompareByLook() {
        TestModel model = model();
        HexRow one = row(EIGHT, model, 0);
        assertTrue(one.sameLook(row(EIGHT, model, 0)));
        model.deliver(0, 0x41, 0x42, 0x00, 0xff, 0x7f, 0x80, 0x20, 0x7d);
        assertFalse(one.sameText(row(EIGHT, model, 0)));
    }
}
