// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.junit.jupiter.api.Test;

class ExportCheckTest {

    private final ExportCheck check = new ExportCheck(0x1000);

    private static BarRecord bar(int index, BarKind kind, long size) {
        return new BarRecord(index, kind, false, 0xf000_0000L, size, RegionStatus.LIVE);
    }

    private List<String> sentences(BarRecord bar, Span... ranges) {
        return check.problems(bar, List.of(ranges), "").stream().map(ExportCheck.Problem::sentence).toList();
    }

    @Test
    void aWholeBarOfOnePageAndMoreCanBeExported() {
        assertEquals(List.of(), sentences(bar(0, BarKind.MEM32, 0x1000)));
        assertEquals(List.of(), sentences(bar(2, BarKind.MEM64, 1L << 40), new Span(0, 1L << 40)));
        assertEquals(List.of(), sentences(bar(0, BarKind.MEM32, 0x10000), new Span(0xf000, 0x1000),
                new Span(0, 0x1000)), "in any order");
    }

    @Test
    void aBarBelowOnePageIsRefusedWithItsSize() {
        assertEquals(List.of("bar0 has 256 bytes, less than one page of 4096, and a DMABUF is made of whole pages; "
                + "open the BAR itself, which can be mapped"), sentences(bar(0, BarKind.MEM32, 256)));
    }

    @Test
    void portsAndTheRomAreRefused() {
        assertEquals(List.of("bar1 is a range of I/O ports, and only memory can be a DMABUF"),
                sentences(bar(1, BarKind.IO, 256), new Span(0, 1)));
        assertEquals(List.of("it is the expansion ROM, and only BARs 0 to 5 can be exported"),
                sentences(bar(BarRecord.ROM_INDEX, BarKind.ROM, 0x10000)));
    }

    @Test
    void eachRangeThatCannotBeSaysWhyAndWhatCould() {
        BarRecord bar = bar(0, BarKind.MEM32, 0x4000);
        List<ExportCheck.Problem> problems = check.problems(bar, List.of(new Span(0, 0x1000), new Span(0x1234, 0x1000),
                new Span(0x1000, 0x800), new Span(0x3000, 0x2000), new Span(0x5000, 0x1000), new Span(0, 0)), "");

        assertEquals(List.of("the range 0x1234+0x1000 does not begin at a page of 0x1000 bytes; begin at 0x1000",
                "the range 0x1000+0x800 is not made of whole pages of 0x1000 bytes; make it 0x1000 long",
                "the range 0x3000+0x2000 ends past bar0, which has 0x4000 bytes; the longest from there is 0x1000",
                "the range 0x5000+0x1000 ends past bar0, which has 0x4000 bytes",
                "the range 0x0+0x0 is empty; give it a length of at least one page, 0x1000"),
                problems.stream().map(ExportCheck.Problem::sentence).toList());
        assertEquals(List.of(1, 2, 3, 4, 5), problems.stream().map(p -> p.range().getAsInt()).toList());
    }

    @Test
    void aNameIsMeasuredInBytes() {
        assertEquals(List.of(), check.problems(bar(0, BarKind.MEM32, 0x1000), List.of(), "x".repeat(31)));
        ExportCheck.Problem problem = check.problems(bar(0, BarKind.MEM32, 0x1000), List.of(), "\u00e4".repeat(16))
                .getFirst();
        assertEquals("the name has 32 bytes, and the kernel keeps 31; choose a shorter one", problem.sentence());
        assertEquals(OptionalInt.empty(), problem.range());
    }
}
