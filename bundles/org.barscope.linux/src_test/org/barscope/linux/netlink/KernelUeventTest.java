// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.netlink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelUeventTest {
    private static final String BIND = "bind@/devices/pci0000:00/0000:00:04.0\0ACTION=bind\0"
            + "DEVPATH=/devices/pci0000:00/0000:00:04.0\0SUBSYSTEM=pci\0DRIVER=vfio-pci\0PCI_CLASS=FF00\0"
            + "PCI_ID=1234:11E8\0PCI_SLOT_NAME=0000:00:04.0\0MODALIAS=pci:v00001234d=x\0SEQNUM=1042\0";

    private static Optional<KernelUevent> parse(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        return KernelUevent.parse(bytes, bytes.length);
    }

    @Test
    void decodesWhatTheKernelSends() {
        KernelUevent event = parse(BIND).orElseThrow();
        assertEquals("bind", event.action());
        assertEquals("/devices/pci0000:00/0000:00:04.0", event.devpath());
        assertEquals("pci", event.subsystem());
        assertEquals(1042, event.sequence());
        assertEquals(List.of("DRIVER", "PCI_CLASS", "PCI_ID", "PCI_SLOT_NAME", "MODALIAS"),
                List.copyOf(event.properties().keySet()));
        assertEquals("pci:v00001234d=x", event.properties().get("MODALIAS"));
        assertThrows(UnsupportedOperationException.class, () -> event.properties().clear());
    }

    @Test
    void onlyTheGivenLengthCounts() {
        byte[] bytes = (BIND + "DRIVER2=x\0").getBytes(UTF_8);
        assertEquals(parse(BIND), KernelUevent.parse(bytes, BIND.length()));
    }

    @Test
    void whatIsMissingIsTakenFromTheFirstLineOrLeftEmpty() {
        assertEquals(Optional.of(new KernelUevent("add", "/devices/x", "", 0, Map.of())), parse("add@/devices/x"));
        assertEquals(Optional.of(new KernelUevent("add", "/x", "", 0, Map.of("A", "1"))),
                parse("add@/x\0A=1\0A=2\0=3\0nonsense\0SEQNUM=-4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "libudev\0xyz", "@/devices", "add", "add@", "add@devices", "\0add@/x"})
    void whatIsNotFromTheKernelIsIgnored(String message) {
        assertEquals(Optional.empty(), parse(message));
    }

    @Test
    void anyBytesAreSurvived() {
        Random random = new Random(5);
        byte[] message = BIND.getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = message.clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(changed.length + 1);
            KernelUevent.parse(changed, length).ifPresent(event -> {
                assertTrue(event.sequence() >= 0);
                event.properties().keySet().forEach(key -> assertFalse(key.isEmpty() || key.contains("=")));
            });
        }
    }
}
