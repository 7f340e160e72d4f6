// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the comparison with lspci notices what it is there for; needs no lspci. */
class LspciComparisonTest {

    private static final PciAddress ADDRESS = PciAddress.parse("0000:01:00.0");
    private static final String OTHER_VERSION = "3.13.0";

    private static ConfigSpaceBuilder withMsi(int control) {
        ConfigSpaceBuilder space = ConfigSpaceBuilder.endpoint(0x1234, 0x5678, 0x020000);
        int at = space.standard(0x05, 0x18);
        space.u16(at + 2, control).u64(at + 4, 0xfee0_0000L).u16(at + 0x0c, 0x4021);
        return space;
    }

    private static Lspci.Function print(byte[] bytes) {
        ConfigSpace config = ConfigSpace.decode(bytes);
        String text = ADDRESS + " " + ConfigText.title(config, PciIds.empty()) + "\n"
                + String.join("\n", ConfigText.body(config, PciIds.empty(), KernelResources.unknown()));
        return Lspci.parse(text).get(ADDRESS);
    }

    private static List<String> compare(String version, byte[] theirs, byte[] ours) {
        LspciComparison comparison = new LspciComparison(version);
        comparison.compare(ADDRESS, print(theirs), ConfigSpace.decode(ours), PciIds.empty());
        assertTrue(comparison.compared() > 0);
        return comparison.differences();
    }

    @Test
    void findsNothingBetweenTheSame() {
        byte[] bytes = withMsi(0x0081).build();
        assertEquals(List.of(), compare("3.9.0", bytes, bytes));
        assertEquals(List.of(), compare(OTHER_VERSION, bytes, bytes));
    }

    @Test
    void noticesAFlag() {
        byte[] enabled = withMsi(0x0081).build();
        byte[] disabled = withMsi(0x0080).build();
        assertEquals(1, compare("3.9.0", enabled, disabled).size());
        assertEquals(1, compare(OTHER_VERSION, enabled, disabled).size());
    }

    @Test
    void noticesANumber() {
        byte[] bytes = withMsi(0x0081).build();
        byte[] other = withMsi(0x0081).u16(0x4c, 0x4022).build();
        assertEquals(1, compare("3.9.0", bytes, other).size());
    }

    @Test
    void noticesAHeaderBit() {
        byte[] bytes = withMsi(0x0081).u16(4, 0x0406).build();
        byte[] other = withMsi(0x0081).u16(4, 0x0006).build();
        assertEquals(1, compare("3.9.0", bytes, other).size());
        assertEquals(1, compare(OTHER_VERSION, bytes, other).size());
    }

    @Test
    void noticesACapabilityThatIsMissingOrMoved() {
        byte[] one = withMsi(0x0081).build();
        ConfigSpaceBuilder two = withMsi(0x0081);
        two.standard(0x01, 8);
        assertEquals(1, compare("3.9.0", two.build(), one).size());
        assertEquals(1, compare(OTHER_VERSION, one, two.build()).size());
    }

    @Test
    void noticesOtherNamesAndMostlyDifferentText() {
        byte[] bytes = withMsi(0x0081).build();
        byte[] renamed = withMsi(0x0081).u16(2, 0x5679).build();
        assertEquals(1, compare("3.9.0", bytes, renamed).size());
        byte[] power = withMsi(0x0081).u8(0x40, 0x01).build();
        assertFalse(compare(OTHER_VERSION, bytes, power).isEmpty());
    }
}
