// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MarkRowsTest {

    private static HexMark mark(long first, long last) {
        return new HexMark(new HexRange(first, last), HexMark.Kind.REGISTER, "R", "");
    }

    private static HexGeometry geometry(HexRange extent) {
        return new HexGeometry(HexOptions.DEFAULT, Optional.of(extent), new HexGeometry.FontSize(8, 16), 800);
    }

    @Test
    void everyRowHasTheMarksThatTouchIt() {
        HexGeometry geometry = geometry(new HexRange(0, 0x3ff));
        Random random = new Random(4);
        List<HexMark> marks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long first = random.nextInt(0x3f0);
            marks.add(mark(first, Math.min(0x3ff, first + random.nextInt(40))));
        }
        MarkRows rows = new MarkRows(geometry);
        for (long top : new long[] {0, 7, 0x30}) {
            rows.update(marks, top, 20);
            for (long row = top; row < top + 20 && geometry.bytesIn(row) > 0; row++) {
                HexRange bytes = HexRange.of(geometry.rowStart(row), geometry.bytesIn(row));
                assertEquals(marks.stream().filter(each -> bytes.intersects(each.range())).toList(), rows.at(row));
            }
        }
    }

    @Test
    void marksOverAllSixteenExbibytesAndAtTheirEnd() {
        HexGeometry geometry = geometry(HexRange.WHOLE);
        HexMark all = new HexMark(HexRange.WHOLE, HexMark.Kind.MATCH, "all", "");
        HexMark last = mark(-4, -1);
        long top = geometry.lastRow() - 4;
        MarkRows rows = new MarkRows(geometry);
        rows.update(List.of(all, last), top, 10);
        assertEquals(List.of(all), rows.at(top));
        assertEquals(List.of(all, last), rows.at(geometry.lastRow()));
    }

    @Test
    void otherMarksAndOtherPagesCount() {
        HexGeometry geometry = geometry(new HexRange(0, 0xff));
        HexMark mark = mark(0x10, 0x1f);
        MarkRows rows = new MarkRows(geometry);
        rows.update(List.of(mark), 0, 4);
        assertEquals(List.of(mark), rows.at(1));
        rows.update(List.of(), 0, 4);
        assertEquals(List.of(), rows.at(1));
    }
}
