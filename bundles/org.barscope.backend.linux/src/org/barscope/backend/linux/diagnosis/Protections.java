// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.diagnosis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.backend.linux.diagnosis.KernelConfig.State;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Diagnosis.Level;

/** What the kernel forbids or limits: access to claimed memory, devices without an IOMMU, other processes' files. */
final class Protections {

    private static final int CAP_SYS_PTRACE = 19;
    private static final int CAP_IPC_LOCK = 14;

    private final SystemRoot root;
    private final KernelConfig config;
    private final List<Diagnosis> findings = new ArrayList<>();

    Protections(SystemRoot root, KernelConfig config) {
        this.root = root;
        this.config = config;
    }

    List<Diagnosis> examine() {
        strictMemory();
        noIommu();
        interruptRemapping();
        debugfs();
        ptrace();
        lockedMemory();
        return List.copyOf(findings);
    }

    private void strictMemory() {
        String commandLine = " " + Text.of(root.proc().resolve("cmdline")) + " ";
        String lockdown = Text.of(root.sys().resolve("kernel/security/lockdown"));
        String subject = "STRICT_DEVMEM";
        String how = config.text("STRICT_DEVMEM") + ", " + config.text("IO_STRICT_DEVMEM") + ", " + config.origin();
        if (lockdown.contains("[integrity]") || lockdown.contains("[confidentiality]")) {
            note(subject, "the kernel is locked down: BARs cannot be mapped through sysfs", "give the device to VFIO; "
                    + "the lockdown ends with secure boot or the parameter lockdown=", "/sys/kernel/security/lockdown");
        } else if (commandLine.contains(" iomem=relaxed ")) {
            ok(subject, "relaxed: BARs of a driver can be mapped through sysfs", "iomem=relaxed on the command line");
        } else if (config.state("IO_STRICT_DEVMEM").on()) {
            note(subject, "BARs that a driver has claimed cannot be mapped through sysfs", "give the device to VFIO, "
                    + "or put iomem=relaxed on the kernel's command line", how);
        } else if (config.state("IO_STRICT_DEVMEM") == State.UNKNOWN) {
            note(subject, "not known: a BAR that a driver has claimed may be refused when it is opened through sysfs",
                    "give the device to VFIO", how);
        } else {
            ok(subject, "BARs of a driver can be mapped through sysfs", how);
        }
    }

    private void noIommu() {
        Path parameter = root.sys().resolve("module/vfio/parameters/enable_unsafe_noiommu_mode");
        String value = Text.of(parameter);
        if (value.equals("Y")) {
            ok("no-IOMMU mode", "on: devices without an IOMMU open too, and nothing protects the machine from them",
                    parameter.toString());
        } else if (value.equals("N")) {
            note("no-IOMMU mode", "off", "only needed without an IOMMU, and unsafe: echo Y | sudo tee " + parameter,
                    parameter.toString());
        } else {
            note("no-IOMMU mode", "not there", "only needed without an IOMMU: a kernel with CONFIG_VFIO_NOIOMMU",
                    config.state("VFIO_NOIOMMU") == State.UNKNOWN ? parameter + " is not there"
                            : config.text("VFIO_NOIOMMU") + ", " + config.origin());
        }
    }

    /** The names of interrupt controllers in {@code /proc/interrupts} begin with IR- when it is on (x86). */
    private void interruptRemapping() {
        boolean remapped = Text.lines(root.proc().resolve("interrupts")).stream()
                .anyMatch(line -> line.contains(" IR-"));
        String unsafe = Text.of(root.sys().resolve("module/vfio_iommu_type1/parameters/allow_unsafe_interrupts"));
        if (remapped) {
            ok("interrupt remapping", "on", "IR- controllers in /proc/interrupts");
        } else if (unsafe.equals("Y")) {
            ok("interrupt remapping", "not seen, and VFIO is told to do without: a device can send any interrupt",
                    "allow_unsafe_interrupts");
        } else if (System.getProperty("os.arch").equals("amd64")) {
            note("interrupt remapping", "not seen: VFIO refuses devices on machines without it", "enable it with the "
                    + "IOMMU in the firmware; or, unsafe: echo 1 | sudo tee "
                    + "/sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts",
                    "no IR- controllers in /proc/interrupts");
        } else {
            note("interrupt remapping", "is the interrupt controller's matter on this architecture", "", "");
        }
    }

    private void debugfs() {
        Path folder = root.sys().resolve("kernel/debug");
        Path buffers = folder.resolve("dma_buf/bufinfo");
        boolean mounted = Text.lines(root.proc().resolve("mounts")).stream()
                .anyMatch(line -> line.contains(" debugfs "));
        if (Files.isReadable(buffers)) {
            ok("debugfs", "the attachments of DMABUFs can be seen", buffers.toString());
        } else if (!mounted) {
            note("debugfs", "not mounted: which devices use a DMABUF is not seen", "sudo mount -t debugfs debugfs "
                    + folder, "/proc/mounts");
        } else {
            note("debugfs", buffers + " cannot be read: which devices use a DMABUF is not seen", "run as root",
                    "permission");
        }
    }

    private void ptrace() {
        String scope = Text.of(root.proc().resolve("sys/kernel/yama/ptrace_scope"));
        String how = scope.isEmpty() ? "no Yama" : "ptrace_scope is " + scope;
        String subject = "DMABUFs of other processes";
        if (scope.equals("3")) {
            note(subject, "no process may be looked into", "only a restart without ptrace_scope=3 changes that", how);
        } else if (capability(CAP_SYS_PTRACE)) {
            ok(subject, "can be opened, whoever's they are", "CAP_SYS_PTRACE; " + how);
        } else if (scope.isEmpty() || scope.equals("0")) {
            ok(subject, "can be opened where the process is this user's", how);
        } else {
            note(subject, "cannot be opened, only listed where the process is this user's", "run as root, or: echo 0 | "
                    + "sudo tee /proc/sys/kernel/yama/ptrace_scope", how);
        }
    }

    private void lockedMemory() {
        Optional<String> limit = Text.lines(root.proc().resolve("self/limits")).stream()
                .filter(line -> line.startsWith("Max locked memory")).map(line -> line.split("\\s{2,}"))
                .filter(words -> words.length >= 3).map(words -> words[1]).findFirst();
        String subject = "locked memory";
        if (capability(CAP_IPC_LOCK)) {
            ok(subject, "without limit", "CAP_IPC_LOCK");
        } else if (limit.isPresent() && limit.get().equals("unlimited")) {
            ok(subject, "without limit", "/proc/self/limits");
        } else {
            note(subject, limit.map(bytes -> bytes + " bytes: memory mapped for a device counts against it")
                    .orElse("the limit is not known"), "raise it: ulimit -l, or memlock in /etc/security/limits.conf",
                    "/proc/self/limits");
        }
    }

    private boolean capability(int number) {
        return Text.lines(root.proc().resolve("self/status")).stream().filter(line -> line.startsWith("CapEff:"))
                .map(line -> line.substring("CapEff:".length()).strip()).filter(hex -> hex.matches("[0-9a-f]{1,16}"))
                .anyMatch(hex -> (Long.parseUnsignedLong(hex, 16) >>> number & 1) != 0);
    }

    private void ok(String subject, String finding, String how) {
        findings.add(new Diagnosis(subject, Level.OK, finding, "", how));
    }

    private void note(String subject, String finding, String remedy, String how) {
        findings.add(new Diagnosis(subject, Level.NOTE, finding, remedy, how));
    }
}
