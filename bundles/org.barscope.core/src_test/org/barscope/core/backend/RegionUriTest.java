// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionUriTest {

    @ParameterizedTest
    @CsvSource({
        "sim:0000:01:00.0/bar0, sim, 0000:01:00.0, bar0",
        "vfio:0000:00:04.0/bar5, vfio, 0000:00:04.0, bar5",
        "pci:10000:00:04.7/config, pci, 10000:00:04.7, config",
        "sim:0000:01:00.0/rom, sim, 0000:01:00.0, rom",
        "dmabuf:4711, dmabuf, 4711, ''",
        "file:/some/dir/dump.bin, file, /some/dir/dump.bin, ''",
        "file:a:b, file, a:b, ''"})
    void readsAndWritesWhatUsersType(String text, String scheme, String address, String region) {
        RegionUri uri = RegionUri.parse(text);
        assertEquals(new RegionUri(scheme, address, region), uri);
        assertEquals(text, uri.toString());
        assertEquals(scheme + ":" + address, uri.device());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "sim", "sim:", "sim:0000:01:00.0", "sim:0000:01:00.0/", "sim:/bar0", "/dev/mem",
        "SIM:0000:01:00.0/bar0", "sim:0000:01:00.0/bar0/more", "sim:0000:01:00.0/BAR0", "dmabuf:", "1sim:x/bar0"})
    void saysInOneLineWhatARegionLooksLike(String text) {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> RegionUri.parse(text));
        assertTrue(wrong.getMessage().contains("BACKEND:ADDRESS/REGION"), wrong.getMessage());
        assertFalse(wrong.getMessage().contains("\n"));
    }

    @Test
    void siblingsShareTheDevice() {
        RegionUri bar = RegionUri.parse("sim:0000:01:00.0/bar0");
        assertEquals(RegionUri.parse("sim:0000:01:00.0/config"), bar.sibling("config"));
        assertEquals(bar.device(), bar.sibling("bar2").device());
    }

    @Test
    void partsMustMakeSense() {
        assertThrows(IllegalArgumentException.class, () -> new RegionUri("", "a", "b"));
        assertThrows(IllegalArgumentException.class, () -> new RegionUri("sim", "", "b"));
        assertThrows(NullPointerException.class, () -> new RegionUri("sim", "a", null));
    }
}
