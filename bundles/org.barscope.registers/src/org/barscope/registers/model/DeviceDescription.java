// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The registers of a device: the root of a description (CMSIS-SVD {@code device}).
 *
 * @param name identifier
 * @param version version of the description
 * @param description documentation, plain text
 * @param labels who made the device, and what matters only for generated headers
 * @param cpu the processor
 * @param addressUnitBits size of the smallest addressable unit in bits; 8 for every PCI device
 * @param width widest access the bus allows, in bits
 * @param properties what this level said itself; the registers below hold the effective values
 * @param blocks blocks in file order
 * @param vendorExtensions XML of the elements that the file's vendor added, as text
 * @param userProperties properties of the source format that have no place here, by name
 */
public record DeviceDescription(String name, String version, String description, Labels labels, Optional<Cpu> cpu,
        int addressUnitBits, int width, RegisterProperties properties, List<Block> blocks,
        Optional<String> vendorExtensions, Map<String, String> userProperties) {
    /**
     * Who made the device, and what matters only for generated headers.
     *
     * @param vendor full name of the vendor
     * @param vendorId short name of the vendor
     * @param series family of devices
     * @param licenseText text for the head of derived files
     * @param headerSystemFilename name of the system header, without extension
     * @param headerDefinitionsPrefix prefix of type names
     */
    public record Labels(Optional<String> vendor, Optional<String> vendorId, Optional<String> series,
            Optional<String> licenseText, Optional<String> headerSystemFilename,
            Optional<String> headerDefinitionsPrefix) {
        /** Nothing said. */
        public static final Labels NONE = new Labels(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());

        /** Refuses null. */
        public Labels {
            Objects.requireNonNull(vendor);
            Objects.requireNonNull(vendorId);
            Objects.requireNonNull(series);
            Objects.requireNonNull(licenseText);
            Objects.requireNonNull(headerSystemFilename);
            Objects.requireNonNull(headerDefinitionsPrefix);
        }
    }

    /** Refuses null and copies the collections. */
    public DeviceDescription {
        Objects.requireNonNull(name);
        Objects.requireNonNull(version);
        Objects.requireNonNull(description);
        Objects.requireNonNull(labels);
        Objects.requireNonNull(cpu);
        Objects.requireNonNull(properties);
        blocks = List.copyOf(blocks);
        Objects.requireNonNull(vendorExtensions);
        userProperties = Field.ordered(userProperties);
    }

    /** A little-endian, byte-addressed device with nothing but a name and its content. */
    public static DeviceDescription of(String name, String version, String description, List<Block> blocks) {
        return new DeviceDescription(name, version, description, Labels.NONE, Optional.empty(), 8, 64,
                RegisterProperties.NONE, blocks, Optional.empty(), Map.of());
    }

    /** Number of registers with arrays expanded; at most {@link Integer#MAX_VALUE}. */
    public int registerCount() {
        long sum = 0;
        for (Block block : blocks) {
            sum += (long) block.registerCount() * block.dimension().map(Dimension::count).orElse(1);
            sum = Math.min(Integer.MAX_VALUE, sum);
        }
        return (int) sum;
    }

    /** This description with other blocks. */
    public DeviceDescription withBlocks(List<Block> value) {
        return new DeviceDescription(name, version, description, labels, cpu, addressUnitBits, width, properties,
                value, vendorExtensions, userProperties);
    }

    /** The block of this name, as written in the description (with its placeholder when repeated). */
    public Optional<Block> block(String wanted) {
        return blocks.stream().filter(block -> block.name().equals(wanted)).findFirst();
    }
}
