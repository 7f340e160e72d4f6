// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class HexBandsTest {

    private static List<String> cells(HexOptions options, int from, int to) {
        HexGeometry geometry = new HexGeometry(options, HexRange.ofSize(64), new HexGeometry.FontSize(8, 16), 800);
        List<String> bands = new ArrayList<>();
        new HexBands(geometry).cells(from, to, (a, b) -> bands.add(a + "-" + b));
        return bands;
    }

    @Test
    void neighboursJoin() {
        assertEquals(List.of("3-11"), cells(HexOptions.DEFAULT, 1, 3));
        assertEquals(List.of("0-48"), cells(HexOptions.DEFAULT, 0, 15));
    }

    @Test
    void partsOfCellsLieWhereTheirDigitsAre() {
        HexOptions little = HexOptions.DEFAULT.withCellSize(4);
        assertEquals(List.of("6-8"), cells(little, 0, 0));
        assertEquals(List.of("0-2", "9-17"), cells(little, 3, 7));
        assertEquals(List.of("0-8", "15-17"), cells(little, 0, 4));
        HexOptions big = little.withOrder(ByteOrder.BIG_ENDIAN);
        assertEquals(List.of("0-2"), cells(big, 0, 0));
        assertEquals(List.of("6-8", "9-17"), cells(big, 3, 7));
    }

    @Test
    void numbersAreWhole() {
        HexOptions numbers = HexOptions.DEFAULT.withCellSize(2).withFormat(CellFormat.UNSIGNED);
        assertEquals(List.of("0-5"), cells(numbers, 1, 1));
        assertEquals(List.of("0-11"), cells(numbers, 1, 2));
    }
}
