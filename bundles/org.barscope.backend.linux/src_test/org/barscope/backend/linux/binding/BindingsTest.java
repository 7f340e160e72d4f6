// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.backend.linux.FakeKernel;
import org.barscope.backend.linux.discovery.FakeSysfs;
import org.barscope.backend.linux.vfio.VfioDevices;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.control.BindingPlan;
import org.barscope.core.control.BindingPlan.Loss;
import org.barscope.core.control.BindingPlan.LossKind;
import org.barscope.core.control.BindingPlan.Sibling;
import org.barscope.core.control.GivenDevice;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingsTest {

    private static final PciAddress NIC = PciAddress.parse("0000:02:00.0");
    private static final PciAddress SOUND = PciAddress.parse("0000:02:00.1");

    @TempDir
    private Path folder;

    private FakeSysfs fake;
    private FakeSysfs.Device nic;
    private final List<String> written = new ArrayList<>();
    private Errno refusing;
    private String refusedAt = "";
    private boolean vfioTakes = true;
    private VfioDevices devices;
    private Bindings bindings;

    /** Does what the kernel does on those writes. */
    private final KernelWrites kernel = new KernelWrites() {
        @Override
        public void write(Path attribute, String text) throws IOException {
            String name = attribute.getFileName().toString();
            if (refusing != null && name.equals(refusedAt)) {
                throw new ErrnoException("write", refusing, attribute.toString());
            }
            written.add(name + " " + text.strip());
            switch (name) {
                case "driver_override" -> Files.writeString(attribute, text.strip().isEmpty() ? "(null)\n" : text);
                case "unbind" -> Files.deleteIfExists(home(text).resolve("driver"));
                case "bind" -> bindTo(text, attribute.getParent().getFileName().toString());
                case "drivers_probe" -> {
                    String override = Files.readString(home(text).resolve("driver_override")).strip();
                    if (override.equals("vfio-pci") && vfioTakes) {
                        bindTo(text, override);
                    }
                }
                default -> throw new AssertionError("nobody should write " + attribute);
            }
        }

        @Override
        public void loadModule(String name) {
            written.add("modprobe " + name);
        }
    };

    private Path home(String address) throws IOException {
        return fake.root().device(PciAddress.parse(address)).toRealPath();
    }

    private void bindTo(String address, String driver) throws IOException {
        Path folderOfDriver = fake.root().sys().resolve("bus/pci/drivers").resolve(driver);
        Files.createDirectories(folderOfDriver);
        Files.deleteIfExists(home(address).resolve("driver"));
        Files.createSymbolicLink(home(address).resolve("driver"), folderOfDriver);
    }

    @BeforeEach
    void machine() throws IOException {
        fake = new FakeSysfs(folder);
        nic = fake.device(NIC.toString()).driver("e1000e");
        fake.group(7, "DMA", nic, fake.device(SOUND.toString()).driver("snd_hda_intel"));
        Files.createDirectories(fake.root().sys().resolve("bus/pci/drivers/vfio-pci"));
        FakeKernel.write(fake.root().proc(), Map.of("sys/kernel/random/boot_id", "boot-1\n"));
        devices = new VfioDevices(fake.root(), fake.scanner());
        bindings = new Bindings(fake.root(), fake.scanner(), devices, folder.resolve("state/barscope/given"), kernel);
    }

    @AfterEach
    void stop() {
        devices.close();
    }

    private Optional<String> driver() {
        return fake.scanner().device(NIC).orElseThrow().driver();
    }

    /** An entry of a class that is below the device. */
    private Path entry(String kind, String name) throws IOException {
        Path below = nic.home().resolve(kind).resolve(name);
        Files.createDirectories(below);
        Path link = fake.root().sys().resolve("class").resolve(kind).resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, below);
        return below;
    }

    private void blockElsewhere(String name, String number) throws IOException {
        Path elsewhere = fake.root().sys().resolve("devices/virtual/block").resolve(name);
        Files.createDirectories(elsewhere.resolve("holders"));
        Files.writeString(elsewhere.resolve("dev"), number + "\n");
        Files.createSymbolicLink(fake.root().sys().resolve("class/block").resolve(name), elsewhere);
    }

    @Test
    void aDeviceIsGivenAndGivenBackToTheDriverItHad() throws Exception {
        BindingPlan plan = bindings.planGive(NIC);
        assertEquals(List.of(), plan.refusals());
        assertEquals(List.of(new Sibling(SOUND, "8086:10d3", Optional.of("snd_hda_intel"), true)), plan.siblings());
        assertTrue(plan.notes().getFirst().contains("cannot be used while " + SOUND), plan.notes()::toString);
        assertEquals("echo vfio-pci | sudo tee " + fake.root().device(NIC).resolve("driver_override"),
                plan.commands().getFirst());
        bindings.carryOut(plan);
        assertEquals(List.of("driver_override vfio-pci", "unbind " + NIC, "drivers_probe " + NIC), written);
        assertEquals(Optional.of("vfio-pci"), driver());
        assertEquals(List.of(new GivenDevice(NIC, Optional.of("e1000e"), true)), bindings.given());
        assertTrue(bindings.planGive(NIC).done());

        // Another run of the program knows it too.
        Bindings later = new Bindings(fake.root(), fake.scanner(), devices, folder.resolve("state/barscope/given"),
                kernel);
        written.clear();
        BindingPlan back = later.planGiveBack(NIC);
        assertEquals(Optional.of("e1000e"), back.driverThen());
        later.carryOut(back);
        assertEquals(List.of("driver_override", "unbind " + NIC, "bind " + NIC),
                written.stream().map(String::strip).toList());
        assertEquals(Optional.of("e1000e"), driver());
        assertEquals(List.of(), later.given());
        assertTrue(later.planGiveBack(NIC).done());
    }

    @Test
    void afterABootNothingIsKnown() throws Exception {
        bindings.carryOut(bindings.planGive(NIC));
        FakeKernel.write(fake.root().proc(), Map.of("sys/kernel/random/boot_id", "boot-2\n"));
        assertEquals(List.of(), bindings.given());
        BindingPlan back = bindings.planGiveBack(NIC);
        assertEquals(Optional.empty(), back.driverThen());
        assertTrue(back.notes().contains("Barscope does not know which driver it had: the kernel chooses"));
    }

    @Test
    void aMountedFileSystemForbidsIt() throws Exception {
        Path disk = entry("block", "nvme0n1");
        Files.writeString(disk.resolve("dev"), "259:0\n");
        Files.createDirectories(disk.resolve("holders/dm-0"));
        blockElsewhere("dm-0", "253:0");
        FakeKernel.write(fake.root().proc(), Map.of("self/mountinfo",
                "22 1 253:0 / / rw,relatime shared:1 - ext4 /dev/mapper/root rw\n"
                        + "30 22 8:1 / /other rw - ext4 /dev/sda1 rw\n"));
        BindingPlan plan = bindings.planGive(NIC);
        assertEquals(List.of("root behind it is mounted at /"), plan.refusals());
        assertTrue(plan.losses().contains(new Loss(LossKind.DISK, "nvme0n1", "a disk")), plan.losses()::toString);
        BackendException refused = assertThrows(BackendException.class, () -> bindings.carryOut(plan));
        assertEquals(Reason.REFUSED, refused.reason());
        assertEquals(List.of(), written);
    }

    @Test
    void swapAndPartitionsAndBtrfsCountToo() throws Exception {
        Path disk = entry("block", "sda");
        Files.writeString(disk.resolve("dev"), "8:0\n");
        Path partition = disk.resolve("sda1");
        Files.createDirectories(partition);
        Files.writeString(partition.resolve("partition"), "1\n");
        Files.writeString(partition.resolve("dev"), "8:1\n");
        Files.createSymbolicLink(fake.root().sys().resolve("class/block/sda1"), partition);
        FakeKernel.write(fake.root().proc(), Map.of("swaps", "Filename Type Size Used Priority\n"
                + "/dev/sda1 partition 1024 0 -2\n"));
        assertEquals(List.of("sda1 behind it is in use as swap"), bindings.planGive(NIC).refusals());
        FakeKernel.write(fake.root().proc(), Map.of("swaps", "Filename\n", "self/mountinfo",
                "22 1 0:33 /@home /my\\040home rw - btrfs /dev/sdb rw\n"));
        assertEquals(List.of(), bindings.planGive(NIC).refusals());
        FakeKernel.write(fake.root().sys(), Map.of("fs/btrfs/uuid/devices/sda1", "", "fs/btrfs/uuid/devices/sdb", ""));
        assertEquals(List.of("sdb behind it is mounted at /my home"), bindings.planGive(NIC).refusals());
    }

    @Test
    void theDefaultRouteForbidsItAndALinkAloneDoesNot() throws Exception {
        Path link = entry("net", "eth0");
        Files.writeString(link.resolve("operstate"), "up\n");
        FakeKernel.write(fake.root().proc(), Map.of("net/route", "Iface Destination Gateway Flags RefCnt Use Metric "
                + "Mask MTU Window IRTT\neth0 000AA8C0 00000000 0001 0 0 0 00FFFFFF 0 0 0\n"));
        BindingPlan plan = bindings.planGive(NIC);
        assertEquals(List.of(), plan.refusals());
        assertEquals(List.of(new Loss(LossKind.NETWORK_LINK, "eth0", "a network link that is up")), plan.losses());
        Files.createFile(link.resolve("upper_br0"));
        Files.createDirectories(fake.root().sys().resolve("class/net/br0"));
        FakeKernel.write(fake.root().proc(), Map.of("net/ipv6_route", "0".repeat(32) + " 00 " + "0".repeat(32) + " 00 "
                + "fe80" + "0".repeat(28) + " 00000400 00000001 00000000 00000003      br0\n"));
        assertEquals(List.of("eth0 behind it carries the default route, through br0"),
                bindings.planGive(NIC).refusals());
        FakeKernel.write(fake.root().proc(), Map.of("net/ipv6_route", "", "net/route",
                "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n"
                        + "eth0 00000000 0100A8C0 0003 0 0 100 00000000 0 0 0\n"));
        assertEquals(List.of("eth0 behind it carries the default route"), bindings.planGive(NIC).refusals());
    }

    @Test
    void whatCannotBeGivenIsSaid() throws Exception {
        byte[] bridge = new byte[256];
        bridge[0x0e] = 1;
        fake.device("0000:00:1c.0").config(bridge);
        List<String> refusals = bindings.planGive(PciAddress.parse("0000:00:1c.0")).refusals();
        assertTrue(refusals.get(0).contains("bridge"), refusals::toString);
        assertTrue(refusals.get(1).contains("no IOMMU group"), refusals::toString);
        assertEquals(Reason.NOT_FOUND, assertThrows(BackendException.class,
                () -> bindings.planGive(PciAddress.parse("0000:05:00.0"))).reason());
    }

    @Test
    void theModuleIsLoadedWhereItIsMissing() throws Exception {
        Files.delete(fake.root().sys().resolve("bus/pci/drivers/vfio-pci"));
        BindingPlan plan = bindings.planGive(NIC);
        assertEquals("sudo modprobe vfio-pci", plan.commands().getFirst());
        bindings.carryOut(plan);
        assertEquals("modprobe vfio-pci", written.getFirst());
    }

    @Test
    void withoutTheRightTheCommandsAreNamed() throws Exception {
        refusing = Errno.EACCES;
        refusedAt = "driver_override";
        BindingPlan plan = bindings.planGive(NIC);
        BackendException refused = assertThrows(BackendException.class, () -> bindings.carryOut(plan));
        assertEquals(Reason.REFUSED, refused.reason());
        assertTrue(refused.remedy().contains(String.join(" && ", plan.commands())), refused::getMessage);
        assertEquals(Optional.of("e1000e"), driver());
        assertEquals(List.of(), bindings.given());
    }

    @Test
    void whatFailsMidwayIsUndone() throws Exception {
        refusing = Errno.EINVAL;
        refusedAt = "unbind";
        assertEquals(Reason.FAILED, assertThrows(BackendException.class,
                () -> bindings.carryOut(bindings.planGive(NIC))).reason());
        assertEquals(List.of("driver_override vfio-pci", "driver_override ", "drivers_probe " + NIC), written);
        refusing = null;
        vfioTakes = false;
        BackendException notTaken = assertThrows(BackendException.class,
                () -> bindings.carryOut(bindings.planGive(NIC)));
        assertEquals("vfio-pci did not take it", notTaken.why());
        assertFalse(bindings.given().stream().anyMatch(GivenDevice::present));
    }

    @Test
    void aMachineThatChangedIsNotTouched() throws Exception {
        BindingPlan plan = bindings.planGive(NIC);
        Files.delete(nic.home().resolve("driver"));
        assertEquals("the machine has changed since this was planned", assertThrows(BackendException.class,
                () -> bindings.carryOut(plan)).why());
        assertEquals(List.of(), written);
    }

    @Test
    void whoeverHasItOpenIsNotPulledAway() throws Exception {
        bindings.carryOut(bindings.planGive(NIC));
        Path process = fake.root().proc().resolve("77");
        Files.createDirectories(process.resolve("fd"));
        Files.writeString(process.resolve("comm"), "vmm\n");
        Files.createSymbolicLink(process.resolve("fd/9"), fake.root().dev().resolve("vfio/7"));
        BindingPlan back = bindings.planGiveBack(NIC);
        assertEquals(List.of("'vmm' (process 77) has it or its IOMMU group open, and the kernel would wait for that "
                + "to end"), back.refusals());
    }
}
