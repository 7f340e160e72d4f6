// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

import org.barscope.linux.memory.MemFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DmaBufFdInfoTest {
    private static final String HEAD = "pos:\t0\nflags:\t02100002\nmnt_id:\t16\nino:\t2093\n";

    @Test
    void decodesABuffer() {
        assertEquals(Optional.of(new DmaBufFdInfo(1 << 20, 3, "vfio_pci_core", Optional.empty(),
                OptionalLong.of(2093), 02100002)),
                DmaBufFdInfo.parse(HEAD + "size:\t1048576\ncount:\t3\nexp_name:\tvfio_pci_core\n"));
        assertEquals(Optional.of("frame 7"),
                DmaBufFdInfo.parse(HEAD + "size:\t4096\ncount:\t1\nexp_name:\tudmabuf\nname:\tframe 7\n")
                        .orElseThrow().name());
    }

    @Test
    void aNameCannotPassForSomethingElse() {
        DmaBufFdInfo info = DmaBufFdInfo.parse(HEAD
                + "size:\t4096\ncount:\t1\nexp_name:\tsystem\nname:\tx\nsize:\t1\nexp_name:\ty\n").orElseThrow();
        assertEquals(4096, info.size());
        assertEquals("system", info.exporter());
        assertEquals(Optional.of("x\nsize:\t1\nexp_name:\ty"), info.name());
    }

    @Test
    void olderKernelsDoNotTellTheInode() {
        DmaBufFdInfo info = DmaBufFdInfo.parse("pos:\t0\nsize:\t8192\ncount:\t1\nexp_name:\tudmabuf\n").orElseThrow();
        assertEquals(OptionalLong.empty(), info.inode());
        assertEquals(8192, info.size());
        assertEquals(0, info.flags());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "pos:\t0\nflags:\t02\n", "exp_name:\tudmabuf\n", "size:\t4096\n",
        "size:\tmany\nexp_name:\tudmabuf\n", "name:\tsize:\t1\n"})
    void whatIsNoDmabufIsNotTakenForOne(String text) {
        assertEquals(Optional.empty(), DmaBufFdInfo.parse(text));
    }

    @Test
    void aMemfdIsNoDmabuf() throws IOException {
        try (MemFile file = MemFile.create("plain", 4096)) {
            assertEquals(Optional.empty(), DmaBufFdInfo.read(file.descriptor()));
            assertEquals(Optional.empty(),
                    DmaBufFdInfo.read(ProcessHandle.current().pid(), file.descriptor().number()));
        }
        assertThrows(IOException.class, () -> DmaBufFdInfo.read(ProcessHandle.current().pid(), 1_000_000));
    }
}
