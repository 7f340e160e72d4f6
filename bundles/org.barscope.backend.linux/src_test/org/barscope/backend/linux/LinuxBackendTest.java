// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.barscope.backend.linux.discovery.FakeSysfs;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Diagnosis.Level;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.pci.PciIds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxBackendTest {

    @TempDir
    private Path folder;

    private FakeSysfs fake;
    private LinuxBackend backend;

    @BeforeEach
    void machine() throws Exception {
        fake = new FakeSysfs(folder);
        backend = new LinuxBackend(fake.root(), PciIds.empty());
    }

    private Diagnosis finding(String subject) {
        return backend.diagnose().stream().filter(d -> d.subject().equals(subject)).findFirst().orElseThrow();
    }

    @Test
    void theMachineIsDescribed() throws Exception {
        fake.group(4, "DMA", fake.device("0000:00:02.0"), fake.device("0000:00:02.1"));
        MachineRecord machine = backend.discover();
        assertEquals("linux", machine.id());
        assertEquals("fake", machine.label());
        assertEquals("6.18.0-fake", machine.kernel());
        assertEquals(List.of("0000:00:02.0", "0000:00:02.1"),
                machine.devices().stream().map(d -> d.address().toString()).toList());
        assertEquals(2, machine.groups().getFirst().devices().size());
        assertEquals(List.of(), machine.problems());
    }

    @Test
    void aMachineWithoutPciSaysSo() throws Exception {
        Files.delete(fake.root().pciDevices());
        Files.delete(fake.root().proc().resolve("sys/kernel/hostname"));
        MachineRecord machine = backend.discover();
        assertEquals("this computer", machine.label());
        assertEquals(List.of("no PCI devices can be seen: " + fake.root().pciDevices() + " is not there"),
                machine.problems());
    }

    @Test
    void regionsOpenThroughIt() throws Exception {
        fake.device("0000:00:02.0");
        assertEquals(Set.of("dmabuf", "pci", "vfio"), backend.schemes());
        try (MemoryRegion region = backend.open(RegionUri.parse("pci:0000:00:02.0/config"), OpenOptions.readOnly())) {
            assertEquals(0x8086, region.read(0, AccessWidth.W16));
        }
        backend.close();
        backend.close();
    }

    @Test
    void theServiceLoaderFindsIt() throws Exception {
        List<BackendFactory> factories = ServiceLoader.load(BackendFactory.class).stream()
                .map(ServiceLoader.Provider::get).filter(f -> f.id().equals("linux")).toList();
        assertEquals(1, factories.size());
        try (Backend made = factories.getFirst().create()) {
            assertEquals("linux", made.id());
        }
    }

    @Test
    void doctorOnAnEmptyMachine() throws Exception {
        Files.delete(fake.root().pciDevices());
        Diagnosis devices = finding("PCI devices");
        assertEquals(Level.PROBLEM, devices.level());
        assertEquals(fake.root().pciDevices() + " is not there", devices.finding());
        assertEquals(Level.NOTE, finding("device names").level());
        assertEquals(new Diagnosis("VFIO", Level.NOTE, fake.root().dev().resolve("vfio/vfio") + " is not there",
                "load the module: sudo modprobe vfio-pci", "looked; CONFIG_VFIO_GROUP unknown"), finding("VFIO"));
        assertEquals(Level.NOTE, finding("iommufd").level());
        assertEquals(Level.NOTE, finding("udmabuf").level());
        assertEquals(Level.NOTE, finding("DMA heaps").level());
        assertEquals("no IOMMU groups", finding("IOMMU").finding());
        assertEquals(Level.OK, finding("mapped memory").level(), "this process can always read its own memory");
    }

    @Test
    void doctorOnAMachineWithEverything() throws Exception {
        fake.group(1, "DMA", fake.device("0000:00:01.0"));
        fake.group(2, "DMA", fake.device("0000:00:02.0"));
        for (String node : List.of("vfio/vfio", "iommu", "udmabuf", "dma_heap/system", "dma_heap/linux,cma")) {
            Files.createDirectories(fake.root().dev().resolve(node).getParent());
            Files.createFile(fake.root().dev().resolve(node));
        }
        FakeKernel.withEverything(fake.root());
        backend = new LinuxBackend(fake.root(), PciIds.parse("1af4  Red Hat, Inc.\n"));
        assertEquals("2 found", finding("PCI devices").finding());
        assertEquals("readable in full for every device", finding("configuration space").finding());
        assertEquals("2 groups with PCI devices", finding("IOMMU").finding());
        for (String heap : List.of("linux,cma", "system")) {
            assertEquals("DMABUFs can be allocated", finding("DMA heap " + heap).finding());
        }
        for (Diagnosis diagnosis : backend.diagnose()) {
            if (!Set.of("user", "hotplug").contains(diagnosis.subject())) {
                assertEquals(Level.OK, diagnosis.level(), diagnosis::toString);
                assertEquals("", diagnosis.remedy());
            }
        }
    }

    @Test
    void doctorSaysWhatIsHidden() throws Exception {
        fake.device("0000:00:01.0").config(new byte[64]);
        fake.device("0000:00:02.0");
        assertEquals(new Diagnosis("configuration space", Level.NOTE, "readable in full for 1 of 2 devices",
                "run as root to see all capabilities"), finding("configuration space"));
    }

    @Test
    void doctorDoesNotAdviseRootForWhatIsAsleep() throws Exception {
        fake.device("0000:00:01.0").with("power/runtime_status", "suspended");
        fake.device("0000:00:02.0");
        assertEquals(new Diagnosis("configuration space", Level.OK, "readable in full for every device that is awake, "
                + "1 of 2", ""), finding("configuration space"));
    }

    @Test
    void doctorNamesTheRightIommuSwitch() throws Exception {
        Path cpuinfo = fake.root().proc().resolve("cpuinfo");
        Files.writeString(cpuinfo, "processor\t: 0\nvendor_id\t: GenuineIntel\n");
        assertEquals("VFIO needs them: enable VT-d in the firmware and put intel_iommu=on on the kernel's command line",
                finding("IOMMU").remedy());
        for (String vendor : List.of("AuthenticAMD", "HygonGenuine")) {
            Files.writeString(cpuinfo, "processor\t: 0\nvendor_id\t: " + vendor + "\n");
            assertEquals("VFIO needs them: enable AMD-Vi (IOMMU) in the firmware; the kernel then uses it unless "
                    + "amd_iommu=off is on its command line", finding("IOMMU").remedy());
        }
        Files.writeString(cpuinfo, "processor\t: 0\nBogoMIPS\t: 50.00\n");
        String other = finding("IOMMU").remedy();
        assertEquals(System.getProperty("os.arch").equals("aarch64"), other.contains("SMMU"), other);
        assertTrue(LinuxDiagnosis.iommuRemedy("", "aarch64").contains("SMMU"));
        assertEquals("VFIO needs them: enable the IOMMU in the firmware and in the kernel",
                LinuxDiagnosis.iommuRemedy("", "riscv64"));
    }

    @Test
    void doctorWithoutDevicesDoesNotPraise() throws Exception {
        assertEquals(Level.NOTE, finding("PCI devices").level());
        assertTrue(backend.diagnose().stream().noneMatch(d -> d.subject().equals("configuration space")));
    }
}
