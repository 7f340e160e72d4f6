// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.ConfigImage;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.DeviceNames;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.PciAddress;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.binding.BindingReader;
import org.junit.jupiter.api.Test;

class DescriptionFinderTest {

    private static final PciDeviceRecord EDU = device(0x1234, 0x11e8, 0x00ff00);

    private static PciDeviceRecord device(int vendor, int device, int classCode) {
        return new PciDeviceRecord(PciAddress.parse("0000:01:00.0"), "pci",
                new DeviceIds(vendor, device, 0, 0, classCode, 0), DeviceNames.UNKNOWN, Optional.empty(),
                Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), List.of(),
                Optional.empty(), Optional.empty(), List.of(), "", true, ConfigImage.EMPTY, List.of());
    }

    private static List<Binding> users(String... names) throws Exception {
        List<Binding> all = new ArrayList<>();
        for (String name : names) {
            String text = "<bindings><binding name='" + name + "' description='x.svd' region='bar0'>"
                    + "<match vendor='1234' device='11e8'/></binding></bindings>";
            all.addAll(new BindingReader().read(name, text.getBytes(StandardCharsets.UTF_8),
                    Optional.of(Path.of("."))));
        }
        return all;
    }

    private static List<String> find(List<Binding> users, PciDeviceRecord device, String region, String wanted)
            throws BackendException {
        return new DescriptionFinder(users).find("read it", device, region, Optional.ofNullable(wanted)).stream()
                .map(Binding::name).toList();
    }

    private static void fails(Reason reason, String line, List<Binding> users, PciDeviceRecord device, String region,
            String wanted) {
        BackendException refused = assertThrows(BackendException.class, () -> find(users, device, region, wanted));
        assertEquals("cannot read it: " + line, refused.getMessage());
        assertEquals(reason, refused.reason());
    }

    @Test
    void builtInForADeviceAndForAClass() throws Exception {
        assertEquals(List.of("QEMU edu"), find(List.of(), EDU, "bar0", null));
        assertEquals(List.of("NVM Express controller"),
                find(List.of(), device(0x144d, 0xa808, 0x010802), "bar0", null));
    }

    @Test
    void onlyWhatReachesTheRegionIsPlaced() throws Exception {
        assertEquals(List.of("PCI configuration space"), find(List.of(), EDU, "config", null),
                "nothing of a BAR is read to show configuration space");
        fails(Reason.NOT_FOUND, "the description 'QEMU edu' has no registers in bar2", List.of(), EDU, "bar2", null);
    }

    @Test
    void theUsersComeFirst() throws Exception {
        assertEquals(List.of("mine"), find(users("mine"), EDU, "bar0", null));
    }

    @Test
    void theUserChoosesAmongEquals() throws Exception {
        fails(Reason.REFUSED, "several descriptions fit the device equally well: 'mine', 'hers'; choose one of them by "
                + "its name: Choose Description in the window, --binding on the command line",
                users("mine", "hers"), EDU, "bar0", null);
        assertEquals(List.of("hers"), find(users("mine", "hers"), EDU, "bar0", "hers"));
        assertEquals(List.of("QEMU edu"), find(users("mine", "hers"), EDU, "bar0", "QEMU edu"),
                "also one that fits less well");
        fails(Reason.NOT_FOUND, "no binding named 'his' fits the region; those that fit are 'mine', 'hers', "
                + "'QEMU edu'", users("mine", "hers"), EDU, "bar0", "his");
    }

    @Test
    void noneFits() {
        fails(Reason.NOT_FOUND, "no register description fits the device, as far as its configuration space is known "
                + "(0 bytes); bind one to vendor=\"0001\" device=\"0002\" in a file "
                + "of bindings, as 'barscope regs --help' shows", List.of(), device(1, 2, 0x030000), "bar0", null);
    }
}
