// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkScannerTest {

    private static List<LinkTarget> targets(String line) {
        return LinkScanner.scan(line).stream().map(LinkScanner.Found::target).toList();
    }

    private static void assertLink(String text, LinkTarget target, String line) {
        LinkScanner.Found found = LinkScanner.scan(line).getFirst();
        assertEquals(text, line.substring(found.start(), found.end()));
        assertEquals(target, found.target());
    }

    @Test
    void addressesOfArchivesAreMessages() {
        String address = "https://lore.kernel.org/all/20260505085058.abc@x.example/";
        assertLink(address, new LinkTarget.Mail("20260505085058.abc@x.example", address), "see " + address + ".");
        assertLink("https://lore.kernel.org/r/20260505-a%2Bb@x.example#t", new LinkTarget.Mail("20260505-a+b@x.example",
                "https://lore.kernel.org/r/20260505-a%2Bb@x.example#t"),
                "Link: https://lore.kernel.org/r/20260505-a%2Bb@x.example#t");
    }

    @Test
    void otherAddressesAreOfTheWeb() {
        assertLink("https://docs.example/page_(one)", new LinkTarget.Web("https://docs.example/page_(one)"),
                "(https://docs.example/page_(one)).");
        assertLink("http://x.example/a", new LinkTarget.Web("http://x.example/a"), "<http://x.example/a>,");
        assertEquals(List.of(new LinkTarget.Web("https://lore.kernel.org/linux-pci/")),
                targets("https://lore.kernel.org/linux-pci/"));
    }

    @Test
    void idsInAngleBracketsAreMessages() {
        assertEquals(List.of(new LinkTarget.Mail("20260505085058.74c@x.example", "")),
                targets("In-Reply-To: <20260505085058.74c@x.example>"));
        assertEquals(List.of(new LinkTarget.Mail("cover.1700000000.git.ada@x.example", "")),
                targets("applied on top of <cover.1700000000.git.ada@x.example>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Signed-off-by: Ada Byron <ada@x.example>", "Cc: Joan <joan.clarke42@z.example>",
        "if (a < b && c@d > 3)", "#include <linux/pci.h>", "deadbeefdeadbeef is a word", "http://"})
    void peopleAndCodeAreNoLinks(String line) {
        assertEquals(List.of(), targets(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit 1234567890ab (\"x\")", "Fixes: 1234567890ab (\"a: b\")",
        "since 1234567890ab (\"y\")", "This reverts commit 1234567890ab."})
    void commitsAreNamedSo(String line) {
        assertEquals(List.of(new LinkTarget.Commit("1234567890ab")), targets(line));
    }

    @Test
    void endlessLinesAreNoTrouble() {
        assertEquals(List.of(), targets("a".repeat(5_000_000)));
        assertEquals(1, targets("https://x.example/" + "a".repeat(100_000)).size());
    }
}
