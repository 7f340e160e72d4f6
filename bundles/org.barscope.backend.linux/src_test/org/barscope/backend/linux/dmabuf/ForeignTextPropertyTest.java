// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.barscope.core.dmabuf.DmabufMessage;

/** Text that others have a hand in: names in debugfs, lines that come over a socket. */
class ForeignTextPropertyTest {

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of("Dma-buf Objects:", "\tAttached Devices:", "\t0000:00:05.0", "",
                "Total 1 devices attached", "00004096\t00000002\t00080007\t00000001\tudmabuf\t00000042\tx",
                "99999999999999999999\t00000002\t00080007\t00000001\tudmabuf\t00000042\t\u0000",
                "9999999999999999999\t00000002\t00080007\t00000001\ta\t00000042\tx",
                "dmabuf bar=0000:00:04.0/bar0 ranges=0xfffffffffffffff+0xfffffffffffffff",
                "dmabuf bar=ffff:ff:1f.7/bar5 ranges=0x0+0x0,,+").list().ofMaxSize(12)
                .map(all -> String.join("\n", all));
    }

    @Property(tries = 300)
    void noTextIsTooOddForDebugfs(@ForAll("lines") String odd, @ForAll String any) {
        for (BufInfo entry : BufInfo.parse(odd + "\n" + any)) {
            assertTrue(entry.inode() >= 0 && entry.size() >= 0);
        }
    }

    @Property(tries = 300)
    void noTextIsTooOddForAMessage(@ForAll("lines") String odd, @ForAll String any) {
        for (String text : List.of(odd, any, "dmabuf " + any, odd + any)) {
            DmabufMessage message = DmabufMessage.parse(text);
            assertEquals(message.device().isPresent(), message.bar().isPresent());
        }
    }

    @Provide
    Arbitrary<List<BufInfo>> buffers() {
        Arbitrary<String> word = Arbitraries.strings().withCharRange('a', 'z').withChars(' ', ':', '.').ofMaxLength(12)
                .map(w -> "x" + w);
        return Combinators.combine(Arbitraries.longs().between(1, 1L << 40), Arbitraries.longs().between(1, 1L << 50),
                Arbitraries.longs().between(1, 99), word, word, word.map(String::strip).list().ofMaxSize(3))
                .as(BufInfo::new).list().ofMaxSize(6);
    }

    @Property(tries = 200)
    void whatTheKernelPrintsIsReadBack(@ForAll("buffers") List<BufInfo> buffers) {
        String text = "\nDma-buf Objects:\n" + buffers.stream().map(ForeignTextPropertyTest::printed)
                .collect(Collectors.joining()) + "\nTotal 1 objects, 1 bytes\n";

        assertEquals(buffers, BufInfo.parse(text));
    }

    /** As {@code dma_buf_debug_show} does. */
    private static String printed(BufInfo buffer) {
        return String.format("%08d\t%08x\t%08x\t%08d\t%s\t%08d\t%s\n", buffer.size(), 2, 0x80007, buffer.references(),
                buffer.exporter(), buffer.inode(), buffer.name()) + "\tAttached Devices:\n"
                + buffer.attachments().stream().map(device -> "\t" + device + "\n").collect(Collectors.joining())
                + "Total " + buffer.attachments().size() + " devices attached\n\n";
    }
}
