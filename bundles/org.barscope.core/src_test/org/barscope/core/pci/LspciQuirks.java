// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

/** Where {@code lspci} 3.9 and the specifications disagree, so that a comparison has to leave something out. */
final class LspciQuirks {

    private LspciQuirks() {
    }

    /**
     * Whether a line describes the upper half of a 64-bit BAR, which lspci takes for a BAR of its own when it has only
     * a dump to go by.
     *
     * @param label what the line starts with
     * @param config the decoded function
     * @return true if the line has no counterpart
     */
    static boolean upperHalf(String label, ConfigSpace config) {
        return config.bars().stream().filter(bar -> bar.kind() == BarConfig.Kind.MEMORY_64)
                .anyMatch(bar -> label.equals("Region " + (bar.index() + 1)));
    }

    /**
     * A line of a capability without the words that cannot agree.
     *
     * @param headline the capability's first line
     * @param line a line of it
     * @return what is left to compare
     */
    static String withoutMistakes(String headline, String line) {
        String text = line;
        if (headline.startsWith("L1 PM Substates")) {
            // Tests the bits 0x16 for L1_PM_Substates; PCI_L1SS_CAP_L1_PM_SS is 0x10.
            text = text.replaceAll("L1_PM_Substates[+-]", "");
        }
        if (headline.contains(": CXL") || headline.startsWith("Vital Product Data")) {
            // Other versions of the registers; and a device's memory, which no dump has.
            return line.equals(headline) ? line : "";
        }
        if (headline.startsWith("HyperTransport:") && line.contains("Link Frequency Capability")) {
            // Reads one byte of the two.
            text = text.replaceAll("(1\\.[46]GHz|Vend)[+-]", "");
        }
        if (headline.startsWith("Data Object Exchange")) {
            // Tests two bits for Error; PCI_DOE_STATUS_ERROR is bit 2.
            text = text.replaceAll("Error[+-]", "");
        }
        if (line.contains("!!! Possibly incomplete decoding")) {
            return "";
        }
        if (headline.startsWith("Enhanced Allocation")) {
            text = text.replace(", PrimaryProperties should be used", "");
        }
        return text;
    }
}
