// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Registration;
import org.barscope.core.control.DeviceControl;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.control.GivenDevice;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.pci.PciAddress;
import org.barscope.ui.tests.harness.DevicesPage;
import org.barscope.ui.tests.harness.DialogPage;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Giving devices to VFIO and back, exporting, and the views beside, all on the demo machine. */
@ExtendWith(LogWatch.class)
class VfioTest {

    private static final String[] NIC = {DevicesPage.DEMO, "IOMMU group 13", "0000:04:00.0"};
    private static final String[] SATA = {DevicesPage.DEMO, "IOMMU group 8", "0000:00:1f.2"};
    private static final String[] EDU = {DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0"};

    private static final String DMABUFS = "org.barscope.ui.vfio.dmabufs";
    private static final String RESETS = "Open Through VFIO (Resets the Device)";

    private final DevicesPage devices = DevicesPage.show();

    @AfterEach
    void everythingGoesBack() throws BackendException {
        Workbench.closeEditors();
        Workbench.demoBackend().dmabufs().orElseThrow().held().forEach(HeldDmabuf::close);
        DeviceControl control = Workbench.demoBackend().devices().orElseThrow();
        for (GivenDevice given : control.given()) {
            control.carryOut(control.planGiveBack(given.address()));
        }
        Ui.settle();
    }

    private static Optional<String> driver(String address) {
        try {
            return Workbench.demoBackend().discover().devices().stream()
                    .filter(d -> d.address().equals(PciAddress.parse(address))).findFirst().orElseThrow().driver();
        } catch (BackendException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void command(String id, String... node) {
        devices.select(node);
        Workbench.command(id, Map.of());
    }

    @Test
    void theDialogShowsWhatIsWrittenAndLostAndThenDoesIt() {
        command("org.barscope.ui.vfio.give", NIC);
        DialogPage dialog = DialogPage.await("Give to VFIO");
        String tables = dialog.tables();
        assertTrue(tables.contains("/sys/bus/pci/devices/0000:04:00.0/driver_override"), tables);
        assertTrue(tables.contains("enp4s0f0"), tables);
        dialog.press("Give to VFIO");
        Ui.await("vfio-pci drives it", () -> driver("0000:04:00.0").equals(Optional.of("vfio-pci")));
        command("org.barscope.ui.vfio.giveBack", NIC);
        DialogPage.await("Give Back").press("Give Back");
        Ui.await("igb drives it again", () -> driver("0000:04:00.0").equals(Optional.of("igb")));
    }

    @Test
    void aMountedDiskCannotBeGivenAway() {
        command("org.barscope.ui.vfio.give", SATA);
        DialogPage dialog = DialogPage.await("Give to VFIO");
        assertTrue(dialog.says("Sda2 is in use: mounted at /."), dialog::text);
        assertFalse(dialog.enabled("Give to VFIO"));
        dialog.press("Cancel");
        assertEquals(Optional.of("ahci"), driver("0000:00:1f.2"));
    }

    @Test
    void aViewAsksBeforeItResetsADevice() throws BackendException {
        DeviceControl control = Workbench.demoBackend().devices().orElseThrow();
        control.carryOut(control.planGive(PciAddress.parse("0000:01:00.0")));
        devices.awaitText("vfio-pci", EDU);
        devices.enter(DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0", "BAR0");
        Ui.await("the editor offers to open it", () -> Workbench.button(RESETS).isPresent());
        assertTrue(control.use(PciAddress.parse("0000:01:00.0")).isEmpty(), "nothing was opened yet");
        Workbench.press(RESETS);
        Ui.await("it is open", () -> control.use(PciAddress.parse("0000:01:00.0")).isPresent());
    }

    @Test
    void newsOfADeviceThatIsOpenThroughVfioDoesNotCloseIt() throws Exception {
        PciAddress edu = PciAddress.parse("0000:01:00.0");
        DeviceControl control = Workbench.demoBackend().devices().orElseThrow();
        control.carryOut(control.planGive(edu));
        devices.awaitText("vfio-pci", EDU);
        devices.enter(DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0", "BAR0");
        Ui.await("the editor offers to open it", () -> Workbench.button(RESETS).isPresent());
        Workbench.press(RESETS);
        Ui.await("it is open", () -> Workbench.label("Route: ").isPresent());
        AtomicInteger news = new AtomicInteger();
        Registration listening = Ui.get(() -> Workbench.explorer().listen(change -> {
            if (change instanceof InventoryChange.DeviceChanged changed && changed.device().address().equals(edu)) {
                news.incrementAndGet();
            }
        }));
        try (DeviceInterrupts interrupts = control.interrupts(edu, true)) {
            interrupts.busMaster(true);
            Ui.await("the window has heard of it", () -> news.get() > 0);
            Ui.settle();
            assertFalse(Ui.get(() -> Workbench.button(RESETS).isPresent()), "it is not asked for again");
            assertTrue(Ui.get(() -> Workbench.label("Route: ").isPresent()));
        } finally {
            Ui.run(listening::close);
        }
    }

    @Test
    void anExportIsCheckedAtEveryKeyAndThenListed() {
        command("org.barscope.ui.vfio.export", EDU);
        DialogPage dialog = DialogPage.await("Export as DMABUF");
        dialog.press("Add Range");
        dialog.type(0, "0x80");
        dialog.type(1, "4K");
        assertTrue(dialog.says("does not begin at a page"), dialog::text);
        assertFalse(dialog.enabled("Finish"));
        dialog.type(0, "0x40000");
        assertTrue(dialog.says("Allow the reset"), dialog::text);
        dialog.check("may be reset");
        dialog.type(2, "ring");
        assertTrue(dialog.enabled("Finish"), dialog::text);
        dialog.press("Finish");
        TablePage view = TablePage.show(DMABUFS);
        Ui.await("the view lists it", () -> view.rows().stream()
                .anyMatch(r -> r.startsWith("ring | 4 KiB | exported from 0000:01:00.0/bar0")));
        Ui.await("its details are told", () -> view.details().contains("Ranges: 0x40000 + 4 KiB"));
        devices.await(DevicesPage.DEMO, "IOMMU group 10", "0000:01:00.0", "DMABUFs", "DMABUF ring");
    }

    @Test
    void memoryIsMadeAndClosed() {
        Workbench.command("org.barscope.ui.vfio.create", Map.of());
        DialogPage dialog = DialogPage.await("New DMABUF");
        dialog.choose("Memory of the demo machine");
        dialog.type(0, "100");
        assertTrue(dialog.says("multiple of 4 KiB"), dialog::text);
        dialog.type(0, "8K");
        dialog.type(1, "scratch");
        dialog.press("OK");
        TablePage view = TablePage.show(DMABUFS);
        Ui.await("the view lists it", () -> view.rows().stream()
                .anyMatch(r -> r.startsWith("scratch | 8 KiB | made from memory")));
        Workbench.command("org.barscope.ui.vfio.close", Map.of());
        Ui.await("it is gone", () -> view.rows().isEmpty());
    }

    @Test
    void kernelSupportSaysWhatIsThereAndFilters() {
        TablePage view = TablePage.show("org.barscope.ui.vfio.support");
        Ui.await("there are findings", () -> view.rows().size() > 5);
        List<String> all = view.rows();
        assertTrue(all.stream().allMatch(r -> r.contains("available") || r.contains("does not work")), all::toString);
        view.filter("udmabuf");
        List<String> few = view.rows();
        assertTrue(!few.isEmpty() && few.size() < all.size(), few::toString);
        view.filter("");
    }

    @Test
    void interruptsAreEnabledCountedAndTriggered() throws BackendException {
        DeviceControl control = Workbench.demoBackend().devices().orElseThrow();
        control.carryOut(control.planGive(PciAddress.parse("0000:01:00.0")));
        devices.awaitText("vfio-pci", EDU);
        command("org.barscope.ui.poke.interrupts", EDU);
        DialogPage.await("Interrupts").press("Open and Reset");
        TablePage view = TablePage.show("org.barscope.ui.poke.interrupts");
        Ui.await("they are held", () -> view.enabled("Enable"));
        view.toggle("Enable");
        Ui.await("vector 0 is counted", () -> view.rows().stream().anyMatch(r -> r.startsWith("0 | 0 |")));
        view.selectAll();
        view.press("Trigger");
        Ui.await("the signal is counted", () -> view.rows().stream().anyMatch(r -> r.startsWith("0 | 1 |")));
        view.toggle("Disable");
        Ui.run(() -> Workbench.page().hideView(Workbench.page().findView("org.barscope.ui.poke.interrupts")));
    }
}
