// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class BufInfoTest {

    @Test
    void readsEntriesWithTheirAttachmentsAndPassesOverTheRest() {
        String text = """

                Dma-buf Objects:
                size    \tflags   \tmode    \tcount   \texp_name\tino     \tname
                00004096\t00000002\t00080007\t00000002\tvfio_pci_core\t00000034\tedu regs
                \tAttached Devices:
                \t0000:00:05.0
                \t0000:00:06.0
                Total 2 devices attached

                1234567890123\t00000002\t00080007\t00000001\tsystem\t123456789\t<none>
                \twrite fence:drv1 timeline1 seq 3 signalled
                \tAttached Devices:
                Total 0 devices attached


                Total 2 objects, 1234567894219 bytes
                """;

        assertEquals(List.of(
                new BufInfo(34, 4096, 2, "vfio_pci_core", "edu regs", List.of("0000:00:05.0", "0000:00:06.0")),
                new BufInfo(123456789, 1234567890123L, 1, "system", "", List.of())), BufInfo.parse(text));
    }

    @Test
    void aFileOfSomethingElseHasNone() {
        assertEquals(List.of(), BufInfo.parse(""));
        assertEquals(List.of(), BufInfo.parse("\tAttached Devices:\n\t0000:00:05.0\n12\t3\n"));
    }
}
