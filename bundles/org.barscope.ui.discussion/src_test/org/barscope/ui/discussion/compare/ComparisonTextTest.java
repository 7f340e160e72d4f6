// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.barscope.mail.series.PatchComparison;
import org.barscope.mail.series.PatchComparison.File;
import org.barscope.mail.series.PatchComparison.Kind;
import org.barscope.mail.series.PatchComparison.Line;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {

    private static final PatchComparison COMPARISON = new PatchComparison(List.of(
            new File("a.c", true, List.of(new Line(Kind.BOTH, "@@ f"), new Line(Kind.BOTH, " same"),
                    new Line(Kind.ONLY_OLDER, "+one"), new Line(Kind.ONLY_NEWER, "+two"),
                    new Line(Kind.ONLY_NEWER, "+three"), new Line(Kind.BOTH, " end"))),
            new File("b.c", false, List.of(new Line(Kind.BOTH, "+b")))));

    @Test
    void oneColumnMarksWhoHasALine() {
        assertEquals("""
                a.c
                   @@ f
                    same
                <  +one
                >  +two
                >  +three
                    end
                """, ComparisonText.text(ComparisonText.unified(COMPARISON, true).left()));
    }

    @Test
    void twoColumnsAreLevelAgainAfterEachDifference() {
        ComparisonText text = ComparisonText.sideBySide(COMPARISON, false);
        assertEquals(text.left().size(), text.right().size());
        assertEquals(List.of("a.c", "   @@ f", "    same", "<  +one", "", "    end", "b.c  (the same in both)",
                "   +b"), text.left().stream().map(ComparisonText.Row::text).toList());
        assertEquals(List.of("a.c", "   @@ f", "    same", ">  +two", ">  +three", "    end",
                "b.c  (the same in both)", "   +b"), text.right().stream().map(ComparisonText.Row::text).toList());
    }

    @Test
    void equalVersionsSaySo() {
        PatchComparison equal = new PatchComparison(List.of(
                new File("b.c", false, List.of(new Line(Kind.BOTH, "+b")))));
        for (ComparisonText text : List.of(ComparisonText.unified(equal, true),
                ComparisonText.sideBySide(equal, true))) {
            assertEquals("The two versions make the same change.\n", ComparisonText.text(text.left()));
            assertEquals(List.of(), text.right());
        }
    }
}
