// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.poke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.app.ControlDevices;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.app.Machines;
import org.barscope.app.poke.OpenedRegion;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.control.DeviceInterrupts;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.JournalFolder;
import org.barscope.core.journal.Origin;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.core.sequence.BoundSequence;
import org.barscope.core.sequence.LiveTarget;
import org.barscope.core.sequence.SequenceParser;
import org.barscope.core.sequence.SequenceRun;
import org.barscope.core.sequence.StepResult;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.barscope.lab.guest.LabDevices.Bound;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The DMA of edu, run as a sequence, through a buffer that was mapped for it. */
@Tag("lab")
class EduDmaLab {

    /** An address that edu, which has 28 address lines for DMA, can reach. */
    private static final long IOVA = 0x0100_0000;
    private static final int TO = 0x2100;
    private static final int FROM = 0x100;
    private static final String BOTH_WAYS = """
            # from the first page of the buffer into the device, and back into the third page
            write DMA_SRC 0x1000000
            write DMA_DST 0x40000
            write DMA_COUNT 2048
            write DMA_CMD START=RUN DIRECTION=TO_DEVICE
            poll DMA_CMD.START == 0 timeout 60s
            write DMA_SRC 0x40000
            write DMA_DST 0x1002000
            write DMA_CMD START=RUN DIRECTION=FROM_DEVICE
            poll DMA_CMD.START == 0 timeout 60s
            """;

    @TempDir
    private Path temp;

    @Test
    void aSequenceMovesMemoryOnceTheDeviceMayMaster() throws Exception {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU); Bound memory = LabDevices.bindToVfio(
                LabDevices.IVSHMEM); Machines machines = Machines.startAll();
                Poking poking = new Poking(machines, new JournalFolder(temp))) {
            Backend linux = machines.backends().stream().filter(b -> b.id().equals("linux")).findFirst().orElseThrow();
            DmabufService dmabufs = linux.dmabufs().orElseThrow();
            try (HeldDmabuf buffer = dmabufs.export(new BarExport(PciAddress.parse(memory.address()), 2, List.of(),
                    "lab", true), true)) {
                IommuMapping mapping = dmabufs.addressSpaces().orElseThrow().map(new IommuMapping.Wish(
                        PciAddress.parse(edu.address()), buffer.uri(), 0, OptionalLong.empty(), OptionalLong.of(IOVA),
                        true), true);
                assertEquals(IOVA, mapping.iova());
                try (OpenedRegion region = OpenedRegion.open(poking, new RegisterFiles(temp),
                        RegionUri.parse("vfio:" + edu.address() + "/bar0"), new OpenOptions(true, false, true,
                                Optional.empty()), Wish.NONE);
                        DeviceInterrupts control = linux.devices().orElseThrow()
                                .interrupts(PciAddress.parse(edu.address()), true)) {
                    region.arm(Optional.empty());
                    put(FROM, 0x600dda7a);
                    put(TO, 0);
                    assertFalse(control.busMaster(), "nobody has let it");
                    run(region, poking);
                    assertEquals(0, get(TO), "a device that is no bus master reaches nothing");

                    ControlDevices devices = new ControlDevices(machines, poking.journal(), Origin.script("lab"));
                    devices.busMaster(devices.find(edu.address()), control, true);
                    run(region, poking);
                    assertEquals(0x600dda7a, get(TO));
                    devices.busMaster(devices.find(edu.address()), control, false);
                    assertEquals(2, poking.journal().read().entries().stream()
                            .filter(entry -> entry.change().kind() == ChangeKind.BUS_MASTER).count());
                }
                dmabufs.addressSpaces().orElseThrow().unmap(mapping);
            }
        }
    }

    private static void run(OpenedRegion region, Poking poking) throws Exception {
        SequenceRun run = new SequenceRun(BoundSequence.bind(SequenceParser.parse("dma.seq", BOTH_WAYS),
                region.registers(), region.session().info().size()), new LiveTarget(region.session(), region.rules(),
                        poking.arming(), poking.journal()));
        Optional<StepResult> failed = run.run(result -> { });
        assertEquals(Optional.empty(), failed.map(StepResult::text));
    }

    private static void put(long at, int value) throws IOException {
        try (FileChannel file = FileChannel.open(Guest.IVSHMEM, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value), at);
        }
    }

    private static int get(long at) throws IOException {
        try (FileChannel file = FileChannel.open(Guest.IVSHMEM, StandardOpenOption.READ)) {
            ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            file.read(word, at);
            return word.getInt(0);
        }
    }
}
