// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.file.FileRegions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyFormatTest {

    @TempDir
    private Path directory;

    private final OpenRegions open = new OpenRegions();

    @AfterEach
    void close() {
        open.close();
    }

    private RegionSnapshot snapshot(AccessMap rules) throws Exception {
        Path file = directory.resolve("bytes");
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 9 + 0xed);
        }
        Files.write(file, bytes);
        try (RegionSession session = open.open(new FileRegions(), RegionUri.parse("file:" + file),
                OpenOptions.readOnly())) {
            return session.snapshot(List.of(new Span(0, 32)), rules).get();
        }
    }

    private CopySource some(int offset, int length) throws Exception {
        return new CopySource(snapshot(AccessMap.safe(AccessWidth.W8)), new Span(offset, length),
                ByteOrder.LITTLE_ENDIAN, OptionalLong.of(0xfea00000L), "bar0");
    }

    @Test
    void eachFormIsWhatItsLanguageTakes() throws Exception {
        CopySource four = some(0, 4);
        assertEquals("ed f6 ff 08", CopyFormat.HEX.of(four));
        assertEquals("edf6ff08", CopyFormat.PLAIN.of(four));
        assertEquals("static const uint8_t bytes[4] = {\n    0xed, 0xf6, 0xff, 0x08\n};\n", CopyFormat.C.of(four));
        assertEquals("static final byte[] BYTES = {\n    (byte) 0xed, (byte) 0xf6, (byte) 0xff, 0x08\n};\n",
                CopyFormat.JAVA.of(four));
        assertEquals("const BYTES: [u8; 4] = [\n    0xed, 0xf6, 0xff, 0x08,\n];\n", CopyFormat.RUST.of(four));
        assertEquals("data = bytes.fromhex(\n    \"edf6ff08\"\n)\n", CopyFormat.PYTHON.of(four));
        assertEquals("7fb/CA==", CopyFormat.BASE64.of(four));
        assertEquals("0xfea00000: 0x08fff6ed\n", CopyFormat.U32_LIST.of(four));
        assertEquals("devmem 0xfea00000 32    # 0x08fff6ed\n", CopyFormat.DEVMEM.of(four));
        assertEquals("busybox devmem 0xfea00000 32    # 0x08fff6ed\n", CopyFormat.BUSYBOX.of(four));
        assertEquals(2, CopyFormat.HEX.of(some(0, 17)).lines().count());
        assertEquals(3, CopyFormat.C.of(some(0, 24)).lines().count() - 1);
        assertEquals("0xfea00004: 0x2c231a11\n0xfea00008: 0x50473e35\n", CopyFormat.U32_LIST.of(some(5, 4)));
    }

    @Test
    void whatWasNotReadIsNeverWrittenAsIfItHadBeen() throws Exception {
        AccessMap rules = AccessMap.safe(AccessWidth.W8).with(List.of(new AccessRule(4, 4, AccessWidth.W32,
                ReadPolicy.GUARDED, "reading clears it")));
        CopySource source = new CopySource(snapshot(rules), new Span(0, 8), ByteOrder.BIG_ENDIAN,
                OptionalLong.of(0x1000), "bar0");
        assertEquals("ed f6 ff 08 ?? ?? ?? ??", CopyFormat.HEX.of(source));
        assertEquals("0x1000: 0xedf6ff08\n0x1004: ????????\n", CopyFormat.U32_LIST.of(source));
        assertEquals("devmem 0x1000 32    # 0xedf6ff08\n", CopyFormat.DEVMEM.of(source));
        for (CopyFormat format : List.of(CopyFormat.C, CopyFormat.JAVA, CopyFormat.RUST, CopyFormat.PYTHON,
                CopyFormat.BASE64, CopyFormat.PLAIN)) {
            String why = assertThrows(IllegalArgumentException.class, () -> format.of(source)).getMessage();
            assertTrue(why.contains("4 of the 8 bytes have no value (guarded at 0x4)"), why);
        }
        CopySource nowhere = new CopySource(source.snapshot(), source.span(), source.order(), OptionalLong.empty(),
                "buffer");
        assertThrows(IllegalArgumentException.class, () -> CopyFormat.DEVMEM.of(nowhere));
    }
}
