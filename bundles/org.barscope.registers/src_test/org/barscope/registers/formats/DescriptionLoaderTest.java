// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.barscope.registers.binding.Binding;
import org.barscope.registers.binding.BindingReader;
import org.barscope.registers.builtin.BuiltInDescriptions;
import org.barscope.registers.json.JsonDescriptionWriter;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.svd.SvdWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionLoaderTest {
    private static Optional<DescriptionFormat> format(String name, String content) {
        return DescriptionFormat.of(name, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void formatIsToldFromTheContent() {
        assertEquals(Optional.of(DescriptionFormat.SVD), format("x.xml",
                "<?xml version='1.0'?>\n<!-- hi -->\n<device>"));
        assertEquals(Optional.of(DescriptionFormat.IP_XACT), format("x.xml", "\uFEFF<spirit:component a='b'>"));
        assertEquals(Optional.of(DescriptionFormat.JSON), format("x", " \n{\"format\""));
        assertEquals(Optional.of(DescriptionFormat.SYSTEM_RDL), format("X.RDL", "addrmap x {};"));
        assertEquals(Optional.of(DescriptionFormat.RWMEM), DescriptionFormat.of("x", new byte[] {0, (byte) 0xe1, 0x15,
            0x54, 0}));
        assertEquals(Optional.of(DescriptionFormat.SVD), format("broken.svd", ""));
        assertEquals(Optional.empty(), format("x.txt", "hello"));
        assertEquals(Optional.empty(), format("x.xml", "<html><device/></html>"));
    }

    @Test
    void exportsLoadAgain(@TempDir Path folder) throws Exception {
        DeviceDescription description = BuiltInDescriptions.load("ahci.svd");
        Path svd = Files.writeString(folder.resolve("a"), SvdWriter.write(description).xml());
        Path json = Files.writeString(folder.resolve("b"), JsonDescriptionWriter.write(description));
        assertEquals(description, DescriptionLoader.load(svd, ReadMonitor.NONE).description());
        assertEquals(description, DescriptionLoader.load(json, ReadMonitor.NONE).description());
        assertTrue(assertThrows(IOException.class, () -> DescriptionLoader.load(
                Files.writeString(folder.resolve("c.txt"), "hello"), ReadMonitor.NONE)).getMessage()
                .contains("not a register description; expected CMSIS-SVD"));
    }

    @Test
    void bindingsNameTheirDescription(@TempDir Path outer) throws Exception {
        assertEquals("EDU", DescriptionLoader.load(BuiltInDescriptions.bindings().getFirst(), ReadMonitor.NONE)
                .description().name());
        Path folder = Files.createDirectory(outer.resolve("mine"));
        String svd = SvdWriter.write(BuiltInDescriptions.load("ivshmem.svd")).xml();
        Files.writeString(folder.resolve("d.svd"), svd);
        Files.writeString(outer.resolve("secret.svd"), svd);
        Files.createSymbolicLink(folder.resolve("link.svd"), outer.resolve("secret.svd"));
        String text = "<binding name=\"n\" description=\"%s\"><match class=\"02\"/></binding>";
        Path file = Files.writeString(folder.resolve("b.xml"), "<bindings>" + text.formatted("d.svd")
                + text.formatted("link.svd") + text.formatted("none.svd") + "</bindings>");
        List<Binding> bindings = new BindingReader().read(file);
        assertEquals("IVSHMEM", DescriptionLoader.load(bindings.get(0), ReadMonitor.NONE).description().name());
        assertTrue(assertThrows(IOException.class, () -> DescriptionLoader.load(bindings.get(1), ReadMonitor.NONE))
                .getMessage().contains("lies outside"));
        assertThrows(IOException.class, () -> DescriptionLoader.load(bindings.get(2), ReadMonitor.NONE));
    }
}
