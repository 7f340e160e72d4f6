// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.barscope.backend.linux.FakeKernel;
import org.barscope.backend.linux.discovery.FakeSysfs;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Diagnosis.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFeaturesTest {

    @TempDir
    private Path folder;

    private FakeSysfs fake;

    @BeforeEach
    void machine() throws IOException {
        fake = new FakeSysfs(folder);
    }

    private Diagnosis finding(String subject) {
        return finding(subject, Optional.empty());
    }

    private Diagnosis finding(String subject, Optional<String> mmap) {
        List<Diagnosis> all = new KernelFeatures(fake.root(), mmap).examine();
        return all.stream().filter(d -> d.subject().equals(subject)).findFirst()
                .orElseThrow(() -> new AssertionError(subject + " is not among " + all));
    }

    private void node(String name) throws IOException {
        Path node = fake.root().dev().resolve(name);
        Files.createDirectories(node.getParent());
        Files.createFile(node);
    }

    @Test
    void everyFeatureIsListedWithHowItWasFoundOut() {
        List<Diagnosis> all = new KernelFeatures(fake.root(), Optional.empty()).examine();
        List<String> subjects = all.stream().map(Diagnosis::subject).toList();
        assertEquals(List.of("VFIO", "VFIO character devices", "iommufd", "configuration for exporting BARs",
                "DMABUF export of BARs", "VFIO feature REVOKE", "VFIO feature MEMATTR", "DMABUF mmap of BARs",
                "udmabuf", "DMA heaps", "P2PDMA", "STRICT_DEVMEM", "no-IOMMU mode", "interrupt remapping", "debugfs",
                "DMABUFs of other processes", "locked memory"), subjects);
        for (Diagnosis one : all) {
            assertTrue(one.level() == Level.OK || !one.remedy().isEmpty(), one::toString);
            assertTrue(one.how().length() > 0, one::toString);
        }
    }

    @Test
    void theChainOfTheConfigurationNamesItsFirstMissingLink() throws IOException {
        FakeKernel.config(fake.root(), "CONFIG_64BIT=y", "# CONFIG_ZONE_DEVICE is not set");
        Diagnosis chain = finding("configuration for exporting BARs");
        assertEquals("VFIO_PCI_DMABUF=not set needs PCI_P2PDMA=not set, which needs ZONE_DEVICE=not set and 64BIT=y",
                chain.finding());
        assertEquals("a kernel with CONFIG_ZONE_DEVICE and what follows from it", chain.remedy());
        assertEquals(Level.NOTE, chain.level());
        FakeKernel.config(fake.root(), "CONFIG_64BIT=y", "CONFIG_ZONE_DEVICE=y", "CONFIG_PCI_P2PDMA=y",
                "CONFIG_VFIO_PCI_DMABUF=y");
        assertEquals(Level.OK, finding("configuration for exporting BARs").level());
    }

    @Test
    void theConfigurationInProcIsPreferred() throws IOException {
        FakeKernel.config(fake.root(), "# CONFIG_PCI_P2PDMA is not set");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(
                fake.root().proc().resolve("config.gz")))) {
            packed.write("CONFIG_PCI_P2PDMA=m\n".getBytes(StandardCharsets.UTF_8));
        }
        Diagnosis found = finding("P2PDMA");
        assertEquals(Level.OK, found.level());
        assertEquals("CONFIG_PCI_P2PDMA=m, configuration " + fake.root().proc().resolve("config.gz"), found.how());
    }

    @Test
    void whetherDmabufsOfBarsCanBeMappedIsKnownByTrying() throws IOException {
        assertEquals("not known before a BAR is opened: it is tried each time",
                finding("DMABUF mmap of BARs").finding());
        assertEquals(Level.OK, finding("DMABUF mmap of BARs", Optional.of("")).level());
        assertEquals("no mmap (EINVAL)", finding("DMABUF mmap of BARs", Optional.of("no mmap (EINVAL)")).finding());
    }

    @Test
    void numbersThatAreNotSettledComeFromTheHeaderOnly() throws IOException {
        assertEquals(Level.NOTE, finding("VFIO feature REVOKE").level());
        FakeKernel.write(folder, Map.of("usr/include/linux/vfio.h",
                "#define VFIO_DEVICE_FEATURE_DMA_BUF_REVOKE\t14\n"));
        assertEquals("VFIO_DEVICE_FEATURE_DMA_BUF_REVOKE is 14", finding("VFIO feature REVOKE").finding());
        assertEquals(Level.NOTE, finding("VFIO feature MEMATTR").level());
    }

    @Test
    void whatProtectsMemoryIsTold() throws IOException {
        FakeKernel.config(fake.root(), "CONFIG_STRICT_DEVMEM=y", "CONFIG_IO_STRICT_DEVMEM=y");
        assertEquals(Level.NOTE, finding("STRICT_DEVMEM").level());
        FakeKernel.write(fake.root().proc(), Map.of("cmdline", "quiet iomem=relaxed\n"));
        assertEquals(Level.OK, finding("STRICT_DEVMEM").level());
        FakeKernel.write(fake.root().sys(), Map.of("kernel/security/lockdown", "none [integrity] confidentiality\n"));
        assertTrue(finding("STRICT_DEVMEM").finding().contains("locked down"));
    }

    @Test
    void rightsAreTold() throws IOException {
        FakeKernel.write(fake.root().proc(), Map.of("self/status", "CapEff:\t0000000000000000\n",
                "sys/kernel/yama/ptrace_scope", "1\n", "self/limits",
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                        + "Max locked memory         8388608              8388608              bytes     \n"));
        assertEquals(Level.NOTE, finding("DMABUFs of other processes").level());
        assertTrue(finding("locked memory").finding().startsWith("8388608 bytes"));
        FakeKernel.write(fake.root().proc(), Map.of("self/status", "CapEff:\t000001ffffffffff\n"));
        assertEquals(Level.OK, finding("DMABUFs of other processes").level());
        assertEquals(Level.OK, finding("locked memory").level());
        node("vfio/vfio");
        assertEquals(Level.OK, finding("VFIO").level());
        Files.createDirectories(fake.root().dev().resolve("vfio/devices"));
        assertEquals(Level.OK, finding("VFIO character devices").level());
    }
}
