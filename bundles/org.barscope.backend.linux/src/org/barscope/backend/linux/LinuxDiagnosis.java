// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.barscope.backend.linux.diagnosis.KernelFeatures;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.PowerState;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Diagnosis.Level;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.core.pci.PciIds;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.AccessWidth;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.memory.MemoryFaultException;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.netlink.KernelUevents;

/** Looks at what this computer offers to a tool for PCI devices. */
final class LinuxDiagnosis {

    private static final int VENDOR_RED_HAT = 0x1af4;

    private final SystemRoot root;
    private final PciIds ids;
    private final PciScanner scanner;
    private final Optional<String> deaf;
    private final KernelFeatures features;
    private final List<Diagnosis> findings = new ArrayList<>();

    /**
     * @param deaf     why those who listen for changes do not hear of them, when that is so
     * @param features what is to be found out of the kernel's features
     */
    LinuxDiagnosis(SystemRoot root, PciIds ids, PciScanner scanner, Optional<String> deaf, KernelFeatures features) {
        this.features = features;
        this.deaf = deaf;
        this.root = root;
        this.ids = ids;
        this.scanner = scanner;
    }

    List<Diagnosis> examine() {
        user();
        memoryAccess();
        devices();
        names();
        uevents();
        iommu();
        findings.addAll(features.examine());
        return List.copyOf(findings);
    }

    private void user() {
        if (HostSystem.effectiveUserId() == 0) {
            ok("user", "root: everything may be tried");
        } else {
            note("user", "user id " + HostSystem.effectiveUserId() + ": capabilities beyond the first 64 bytes of "
                    + "configuration space, and sysfs BARs, are hidden", "run as root to see them");
        }
    }

    /** Proves on memory of our own that a mapping can be read and that a fault becomes an error and not a crash. */
    private void memoryAccess() {
        try (MemFile memory = MemFile.create("barscope-doctor", HostSystem.pageSize());
                Mapping mapping = memory.map(Protection.READ_WRITE, MemoryKind.MEMORY)) {
            mapping.access().write(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN, 0x12345678);
            long back = mapping.access().read(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN);
            memory.resize(0);
            boolean faulted = false;
            try {
                mapping.access().read(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN);
            } catch (MemoryFaultException expected) {
                faulted = true;
            }
            if (back == 0x12345678 && faulted) {
                ok("mapped memory", "reads, writes, and reports a revoked page as an error");
            } else {
                problem("mapped memory", faulted ? "a value written did not read back"
                        : "a fault went unnoticed", "please report this Java and kernel version");
            }
        } catch (ErrnoException | MemoryAccessException refused) {
            problem("mapped memory", refused.getMessage(), "");
        }
    }

    private void devices() {
        if (!scanner.available()) {
            problem("PCI devices", root.pciDevices() + " is not there", "mount sysfs, or use a kernel with PCI");
            return;
        }
        List<String> problems = new ArrayList<>();
        List<PciDeviceRecord> devices = scanner.devices(problems);
        if (devices.isEmpty()) {
            note("PCI devices", "none found", "a virtual machine or container may have none");
            return;
        }
        long complete = devices.stream().filter(d -> d.config().length() > ConfigSpace.HEADER_SIZE).count();
        ok("PCI devices", devices.size() + " found");
        long asleep = devices.stream().filter(d -> d.config().length() == 0
                && PowerState.of(root, d.address()).suspended()).count();
        if (complete == devices.size()) {
            ok("configuration space", "readable in full for every device");
        } else if (complete + asleep == devices.size()) {
            ok("configuration space", "readable in full for every device that is awake, " + complete + " of "
                    + devices.size());
        } else {
            note("configuration space", "readable in full for " + complete + " of " + devices.size() + " devices",
                    "run as root to see all capabilities");
        }
        problems.forEach(line -> note("PCI devices", line, ""));
    }

    private void names() {
        if (ids.vendor(VENDOR_RED_HAT).isPresent()) {
            ok("device names", "pci.ids was found");
        } else {
            note("device names", "pci.ids was not found, so devices are shown by number",
                    "install it: apt-get install pci.ids");
        }
    }

    private void uevents() {
        if (deaf.isPresent()) {
            note("hotplug", "changes are not noticed: " + deaf.get(), "refresh by hand");
            return;
        }
        try (KernelUevents probe = KernelUevents.open()) {
            ok("hotplug", "kernel uevents can be heard");
        } catch (ErrnoException refused) {
            note("hotplug", "changes are not noticed: " + refused.getMessage(), "refresh by hand");
        }
    }

    private void iommu() {
        int groups = scanner.groups(new ArrayList<>()).size();
        if (groups > 0) {
            ok("IOMMU", groups + " groups with PCI devices");
        } else {
            note("IOMMU", "no IOMMU groups", iommuRemedy(processor(), System.getProperty("os.arch")));
        }
    }

    /** Who made the processor, as x86 says it; empty elsewhere. */
    private String processor() {
        try (Stream<String> lines = Files.lines(root.proc().resolve("cpuinfo"))) {
            return lines.filter(line -> line.startsWith("vendor_id")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("");
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    static String iommuRemedy(String processor, String architecture) {
        String what = switch (processor) {
            case "GenuineIntel" -> "enable VT-d in the firmware and put intel_iommu=on on the kernel's command line";
            case "AuthenticAMD", "HygonGenuine" -> "enable AMD-Vi (IOMMU) in the firmware; the kernel then uses it "
                    + "unless amd_iommu=off is on its command line";
            default -> architecture.equals("aarch64") ? "the SMMU must be described by the firmware (ACPI IORT or "
                    + "device tree), and the kernel needs CONFIG_ARM_SMMU_V3 or CONFIG_ARM_SMMU"
                    : "enable the IOMMU in the firmware and in the kernel";
        };
        return "VFIO needs them: " + what;
    }

    private void ok(String subject, String finding) {
        findings.add(new Diagnosis(subject, Level.OK, finding, ""));
    }

    private void note(String subject, String finding, String remedy) {
        findings.add(new Diagnosis(subject, Level.NOTE, finding, remedy));
    }

    private void problem(String subject, String finding, String remedy) {
        findings.add(new Diagnosis(subject, Level.PROBLEM, finding, remedy));
    }
}
