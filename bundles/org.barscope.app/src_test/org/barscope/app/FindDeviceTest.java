// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindDeviceTest {

    private final FindDevice find = new FindDevice(List.of(
            new FakeBackend("linux", "pci", "0000:00:01.0", "0000:01:00.0", "10000:e1:00.0", "abcd:00:01.0").discover(),
            new FakeBackend("sim", "sim", "0000:01:00.0", "0000:02:00.0").discover()));

    @ParameterizedTest
    @CsvSource({
        "0000:00:01.0, pci:0000:00:01.0",
        "00:01.0, pci:0000:00:01.0",
        "pci:00:01.0, pci:0000:00:01.0",
        "linux:0000:00:01.0, pci:0000:00:01.0",
        "10000:e1:00.0, pci:10000:e1:00.0",
        "pci:10000:E1:00.0, pci:10000:e1:00.0",
        "02:00.0, sim:0000:02:00.0",
        "sim:02:00.0, sim:0000:02:00.0",
        "abcd:00:01.0, pci:abcd:00:01.0",
    })
    void aDeviceIsFoundByEveryWayToWriteIt(String text, String uri) throws Exception {
        assertEquals(uri, find.find(text).device().deviceUri());
    }

    @Test
    void realMachinesComeFirst() throws Exception {
        assertEquals("linux", find.find("01:00.0").machine().id());
        assertEquals("sim", find.find("sim:01:00.0").machine().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "sim:", "hello", "0000:00:01", "00:01.8", "00:20.0", "sim:0000:01:00.0/bar0",
        "sim:sim:01:00.0", "00:01.0 ", "123456789:00:01.0", "sim:bar0", "\u0000"})
    void whatIsNoAddressIsUsage(String text) {
        BackendException problem = assertThrows(BackendException.class, () -> find.find(text));
        assertEquals(Reason.USAGE, problem.reason());
        assertEquals("cannot show " + text
                + ": that is not the address of a device; use DOMAIN:BUS:DEVICE.FUNCTION, for "
                + "example 0000:01:00.0 or sim:0000:01:00.0", problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "00:02.0, there is no device 0000:00:02.0",
        "sim:00:01.0, there is no device 0000:00:01.0 in 'sim'",
        "usb:00:01.0, there is no device 0000:00:01.0 in 'usb'",
        "0001:00:01.0, there is no device 0001:00:01.0",
    })
    void whatIsNotThereIsNotFound(String text, String why) {
        BackendException problem = assertThrows(BackendException.class, () -> find.find(text));
        assertEquals(Reason.NOT_FOUND, problem.reason());
        assertEquals(why, problem.why());
        assertEquals("'barscope list' shows all devices", problem.remedy());
    }
}
