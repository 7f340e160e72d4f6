// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.Test;

/** Reading all of e1000e's registers leaves a pending interrupt pending: ICR, which a read clears, is not read. */
class EthernetInterruptLab {

    private static final int ICR = 0xc0;
    private static final int ICS = 0xc8;
    private static final int IMC = 0xd8;
    private static final int LINK_STATUS_CHANGE = 1 << 2;

    @Test
    void aPendingInterruptStaysPending() throws IOException {
        LabDevices.unbind(LabDevices.E1000E);
        LabDevices.write(LabDevices.E1000E, "enable", "1");
        try (FileChannel file = FileChannel.open(LabDevices.directory(LabDevices.E1000E).resolve("resource0"),
                StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer registers = file.map(FileChannel.MapMode.READ_WRITE, 0, file.size());
            registers.order(ByteOrder.LITTLE_ENDIAN);
            registers.putInt(IMC, -1);
            registers.getInt(ICR);
            registers.putInt(ICS, LINK_STATUS_CHANGE);

            Map<String, ReadRegister> ours = ReadRegister.of("pci:" + LabDevices.E1000E + "/bar0", "*");
            assertEquals("GUARDED", ours.get("GEN.ICR").state());
            assertTrue(ours.get("GEN.ICR").reason().contains("cleared by a read"), ours.get("GEN.ICR").reason());
            assertEquals("VALUE", ours.get("GEN.ITR").state(), "its neighbour is read");
            assertEquals("VALUE", ours.get("GEN.CTRL").state());

            assertEquals(LINK_STATUS_CHANGE, registers.getInt(ICR) & LINK_STATUS_CHANGE, "still pending");
            assertEquals(0, registers.getInt(ICR) & LINK_STATUS_CHANGE, "and that read has cleared it");
        } finally {
            LabDevices.write(LabDevices.E1000E, "enable", "0");
        }
    }
}
