// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.barscope.backend.linux.LinuxBackendFactory;
import org.barscope.cli.LabCommand;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.control.ResetKind;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BARs exported as DMABUFs: which can be, what is refused before the kernel is asked, and what a reset does. */
class BarDmabufLab {

    private static final long EDU_ID = 0x010000edL;
    private static final int COMMAND = 4;
    private static final int COMMAND_MEMORY = 2;

    private Backend backend;
    private DmabufService dmabufs;

    @BeforeEach
    void start() throws BackendException {
        backend = new LinuxBackendFactory().create();
        dmabufs = backend.dmabufs().orElseThrow();
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private HeldDmabuf export(String device, int bar, String name, Span... ranges) throws BackendException {
        return dmabufs.export(new BarExport(PciAddress.parse(device), bar, List.of(ranges), name, true), true);
    }

    @Test
    void barsOfEveryDeviceAreExportedAndReadEqualByTheBestRoute() throws Exception {
        isExported(LabDevices.EDU, 0, 0, Optional.of(EDU_ID));
        isExported(LabDevices.TESTDEV, 0, 0x800, Optional.empty());
        isExported(LabDevices.TESTDEV, 2, 0x1000, Optional.empty());
        isExported(LabDevices.IVSHMEM, 2, 0x40, Optional.empty());
        isExported(LabDevices.E1000E, 0, 8, Optional.of(0x00080283L));
        isExported(LabDevices.E1000E, 1, 0, Optional.empty());
        isExported(LabDevices.BOCHS, 0, 0, Optional.empty());
        isExported(LabDevices.BOCHS, 2, 0, Optional.of(0xffffff00L));
    }

    private void isExported(String device, int bar, long offset, Optional<Long> value) throws Exception {
        String what = device + "/bar" + bar;
        try (LabDevices.Bound bound = LabDevices.bindToVfio(device);
                HeldDmabuf held = export(device, bar, "lab " + bar)) {
            DmabufRecord record = held.refresh();
            assertEquals("vfio_pci_core", record.exporter(), what);
            assertEquals("lab " + bar, record.name(), what);
            assertEquals(Optional.of(PciAddress.parse(device)), record.device(), what);
            assertEquals(OptionalInt.of(bar), record.bar(), what);
            assertEquals(List.of(new Span(0, record.size())), record.ranges(), what);
            assertEquals(RegionState.LIVE, record.status().state(), what);
            assertTrue(record.owners().stream().anyMatch(o -> o.pid() == ProcessHandle.current().pid()
                    && o.fd() == held.fd()), what);
            boolean mapped = Guest.kernel() == Guest.Kernel.LAB;
            assertEquals(mapped ? Optional.empty() : Optional.of("this exporter has no mmap (EINVAL)"),
                    held.unmappable(), what);
            try (MemoryRegion buffer = backend.open(held.uri(), OpenOptions.readOnly());
                    MemoryRegion direct = backend.open(RegionUri.parse("vfio:" + what), OpenOptions.readOnly()
                            .withAcceptReset(true))) {
                assertEquals(RegionKind.MMIO, buffer.info().kind(), what);
                assertEquals(mapped ? "dmabuf" : "mmap", buffer.info().route().id(), what);
                assertEquals(mapped ? List.of() : List.of("this exporter has no mmap (EINVAL)"),
                        buffer.info().route().refused().stream().map(r -> r.why()).toList(), what);
                assertEquals(direct.info().size(), buffer.info().size(), what);
                long read = buffer.read(offset, AccessWidth.W32);
                assertEquals(direct.read(offset, AccessWidth.W32), read, what);
                assertEquals(value.orElse(read), read, what);
            }
        }
    }

    @Test
    void rangesFollowEachOtherInTheBufferAsAsked() throws Exception {
        try (LabDevices.Bound bound = LabDevices.bindToVfio(LabDevices.IVSHMEM);
                HeldDmabuf held = export(LabDevices.IVSHMEM, 2, "", new Span(0x5000, 0x1000), new Span(0, 0x2000));
                MemoryRegion buffer = backend.open(held.uri(), OpenOptions.readWrite());
                MemoryRegion direct = backend.open(RegionUri.parse("vfio:" + LabDevices.IVSHMEM + "/bar2"),
                        OpenOptions.readWrite())) {
            assertEquals(0x3000, held.record().size());
            direct.write(0x5010, AccessWidth.W32, 0x11111111);
            direct.write(0x1010, AccessWidth.W32, 0x22222222);
            assertEquals(0x11111111, buffer.read(0x10, AccessWidth.W32));
            assertEquals(0x22222222, buffer.read(0x2010, AccessWidth.W32));
            buffer.write(0x1ffc, AccessWidth.W32, 0x33333333);
            assertEquals(0x33333333, direct.read(0xffc, AccessWidth.W32));
            AccessException past = assertThrows(AccessException.class, () -> buffer.read(0x3000, AccessWidth.W32));
            assertEquals(AccessException.Kind.OUT_OF_RANGE, past.kind());
        }
    }

    @Test
    void whatCannotBeExportedIsRefusedBeforeTheDeviceIsOpened() {
        isRefused(LabDevices.IVSHMEM, 0, "bar0 has 256 bytes, less than one page of 4096, and a DMABUF is made of "
                + "whole pages");
        isRefused(LabDevices.TESTDEV, 1, "bar1 is a range of I/O ports, and only memory can be a DMABUF");
        isRefused(LabDevices.E1000E, 2, "bar2 is a range of I/O ports, and only memory can be a DMABUF");
        isRefused(LabDevices.EDU, 0, "the range 0x800+0x1000 does not begin at a page of 0x1000 bytes",
                new Span(0x800, 0x1000));
        isRefused(LabDevices.EDU, 0, "the range 0xff000+0x2000 ends past bar0, which has 0x100000 bytes",
                new Span(0xff000, 0x2000));
    }

    private void isRefused(String device, int bar, String why, Span... ranges) {
        try (LabDevices.Bound bound = LabDevices.bindToVfio(device)) {
            BackendException refused = assertThrows(BackendException.class, () -> export(device, bar, "", ranges));
            assertEquals(why, refused.why());
            assertEquals(Reason.USAGE, refused.reason());
            assertEquals(Optional.empty(), backend.devices().orElseThrow().use(PciAddress.parse(device)));
        }
    }

    @Test
    void theCommandExportsAndRefuses() {
        try (LabDevices.Bound bound = LabDevices.bindToVfio(LabDevices.EDU)) {
            String json = LabCommand.run("export", "vfio:" + LabDevices.EDU + "/bar0", "--range", "0x0+0x1000",
                    "--name", "regs", "--json").ok();
            assertTrue(json.contains("\"exporter\" : \"vfio_pci_core\"") && json.contains("\"name\" : \"regs\"")
                    && json.contains("\"length\" : \"0x1000\"") && json.contains("\"state\" : \"LIVE\""), json);
            LabCommand refused = LabCommand.run("export", "pci:" + LabDevices.EDU + "/bar0");
            assertEquals(4, refused.code());
            assertTrue(refused.err().contains("resets it") && refused.err().contains("--accept-reset"), refused.err());
        }
        LabCommand unbound = LabCommand.run("export", "vfio:" + LabDevices.EDU + "/bar0");
        assertEquals(4, unbound.code());
    }

    @Test
    void memoryDecodingOffRevokesABufferAndOnMakesItValidAgain() throws Exception {
        try (LabDevices.Bound bound = LabDevices.bindToVfio(LabDevices.EDU);
                HeldDmabuf held = export(LabDevices.EDU, 0, "");
                MemoryRegion config = backend.open(RegionUri.parse("vfio:" + LabDevices.EDU + "/config"),
                        OpenOptions.readWrite());
                MemoryRegion buffer = backend.open(held.uri(), OpenOptions.readOnly())) {
            assertEquals(EDU_ID, buffer.read(0, AccessWidth.W32));
            long command = config.read(COMMAND, AccessWidth.W16);

            config.write(COMMAND, AccessWidth.W16, command & ~COMMAND_MEMORY);
            assertEquals("memory decoding is off", held.refresh().status().reason());
            AccessException fault = assertThrows(AccessException.class, () -> buffer.read(0, AccessWidth.W32));
            assertEquals(AccessException.Kind.FAULTED, fault.kind());
            assertEquals(RegionState.REVOKED, buffer.status().state());
            assertEquals("memory decoding is off", buffer.status().reason());

            config.write(COMMAND, AccessWidth.W16, command);
            assertEquals(RegionState.LIVE, held.refresh().status().state());
            assertEquals(EDU_ID, buffer.read(0, AccessWidth.W32));
            assertEquals(RegionState.LIVE, buffer.status().state());
            assertEquals(List.of("exported", "revoked: memory decoding is off", "valid again"),
                    held.history().stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList());
        }
    }

    @Test
    void aResetIsTold() throws Exception {
        try (LabDevices.Bound bound = LabDevices.bindToVfio(LabDevices.EDU_BEHIND_PORT);
                HeldDmabuf held = export(LabDevices.EDU_BEHIND_PORT, 0, "");
                MemoryRegion buffer = backend.open(held.uri(), OpenOptions.readOnly())) {
            assertEquals(EDU_ID, buffer.read(0, AccessWidth.W32));
            backend.devices().orElseThrow().reset(PciAddress.parse(LabDevices.EDU_BEHIND_PORT), ResetKind.FUNCTION);
            held.refresh();
            assertEquals(List.of("exported", "revoked: the device was reset", "valid again"),
                    held.history().stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList());
            assertEquals(EDU_ID, buffer.read(0, AccessWidth.W32));
        }
    }

    @Test
    void aDeviceThatIsTakenAwayLeavesADeadBuffer() throws Exception {
        try (LabDevices.Bound bound = LabDevices.bindToVfio(LabDevices.EDU);
                HeldDmabuf held = export(LabDevices.EDU, 0, "");
                MemoryRegion buffer = backend.open(held.uri(), OpenOptions.readOnly())) {
            backend.devices().orElseThrow().release(PciAddress.parse(LabDevices.EDU));
            assertEquals(RegionState.LOST, held.record().status().state());
            AccessException lost = assertThrows(AccessException.class, () -> buffer.read(0, AccessWidth.W32));
            assertEquals(AccessException.Kind.LOST, lost.kind());
        }
    }
}
