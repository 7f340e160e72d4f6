// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

/**
 * A range of addresses that a bridge forwards to its secondary bus.
 *
 * @param kind which of the bridge's windows
 * @param base first address
 * @param limit last address; below {@code base} if the window is closed
 * @param addressBits width of the addresses: 16 or 32 for I/O, 32 or 64 for memory; 0 if the registers hold a type
 *     that no specification defines, or contradict each other
 */
public record BridgeWindow(Kind kind, long base, long limit, int addressBits) {

    /** The windows of a bridge. */
    public enum Kind {
        /** I/O ports ({@code PCI_IO_BASE}), in steps of 4 KiB; of 4 bytes in a CardBus bridge. */
        IO("I/O"),
        /** Memory without prefetching ({@code PCI_MEMORY_BASE}), in steps of 1 MiB. */
        MEMORY("Memory"),
        /** Prefetchable memory ({@code PCI_PREF_MEMORY_BASE}), in steps of 1 MiB. */
        PREFETCHABLE("Prefetchable memory");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /**
         * The name for people.
         *
         * @return for example {@code Prefetchable memory}
         */
        public String label() {
            return label;
        }
    }

    /**
     * Whether the bridge forwards anything through this window, given that decoding is on.
     *
     * @return false if the limit is below the base or the type is not known
     */
    public boolean open() {
        return addressBits != 0 && Long.compareUnsigned(base, limit) <= 0;
    }
}
