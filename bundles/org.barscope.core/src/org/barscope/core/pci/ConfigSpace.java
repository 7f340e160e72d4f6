// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.core.pci.internal.CapabilityWalker;
import org.barscope.core.pci.internal.HeaderRegisters;

/**
 * The configuration space of one function, decoded. Immutable, so it may go from the thread that read the bytes to any
 * other. Decoding touches nothing but the bytes; it takes 10 to 200 microseconds, by the number of capabilities, and
 * some tens of milliseconds for the first function while the tables are made.
 *
 * @param bytes what was decoded
 * @param vendorId {@code PCI_VENDOR_ID}; ffff if the function is not there (any more)
 * @param deviceId {@code PCI_DEVICE_ID}
 * @param command {@code PCI_COMMAND}
 * @param status {@code PCI_STATUS}
 * @param revision {@code PCI_REVISION_ID}
 * @param classCode base class in bits 23:16, subclass in 15:8, programming interface in 7:0
 * @param cacheLineSize in bytes; 0 if not set
 * @param latencyTimer in PCI clocks; without meaning on PCI Express
 * @param multiFunction bit 7 of the header type register
 * @param bist {@code PCI_BIST}
 * @param header what depends on the header type
 * @param bars the base address registers, without the upper halves of 64-bit ones; unimplemented ones included
 * @param interruptLine IRQ as firmware wrote it; the kernel may use another one
 * @param interruptPin 0 for none, 1 to 4 for INTA to INTD
 * @param registers the registers of the header, in order of offset
 * @param capabilities the capabilities in the order of the lists, the extended ones last
 * @param findings what is odd: lists that loop, pointers out of range, bytes that were not readable; for people
 */
public record ConfigSpace(
        ConfigBytes bytes,
        int vendorId,
        int deviceId,
        int command,
        int status,
        int revision,
        int classCode,
        int cacheLineSize,
        int latencyTimer,
        boolean multiFunction,
        int bist,
        PciHeader header,
        List<BarConfig> bars,
        int interruptLine,
        int interruptPin,
        List<ConfigRegister> registers,
        List<PciCapability> capabilities,
        List<String> findings) {

    /** Bytes that every function has and every user may read ({@code PCI_STD_HEADER_SIZEOF}). */
    public static final int HEADER_SIZE = 64;

    private static final int STATUS_CAPABILITIES = 0x10;

    /** Copies the lists. */
    public ConfigSpace {
        bars = List.copyOf(bars);
        registers = List.copyOf(registers);
        capabilities = List.copyOf(capabilities);
        findings = List.copyOf(findings);
    }

    /**
     * Decodes what was read, whatever it is.
     *
     * @param content configuration space from offset 0: 64 bytes as an unprivileged user sees them, 256, 4096, or
     *     whatever could be read in between; not changed and not kept
     * @return the decoded space
     * @throws IllegalArgumentException if there are less than {@link #HEADER_SIZE} bytes
     */
    public static ConfigSpace decode(byte[] content) {
        if (content.length < HEADER_SIZE) {
            throw new IllegalArgumentException("a PCI configuration space has at least " + HEADER_SIZE
                    + " bytes, these are " + content.length);
        }
        ConfigBytes bytes = ConfigBytes.copyOf(content);
        List<String> findings = new ArrayList<>();
        int headerType = bytes.u8(0x0e) & 0x7f;
        boolean all = !answered(bytes);
        if (all) {
            findings.add("the function answers with all ones: it is gone, powered off or behind a link that is down");
        }
        PciHeader header = HeaderParts.header(bytes, headerType);
        checkClass(headerType, bytes.u16(0x0a), findings);
        int pointer = headerType == 2 ? 0x14 : 0x34;
        boolean list = (bytes.u16(6) & STATUS_CAPABILITIES) != 0 && !all && headerType <= 2;
        return new ConfigSpace(bytes, bytes.u16(0), bytes.u16(2), bytes.u16(4), bytes.u16(6), bytes.u8(8),
                (int) (bytes.u32(8) >> 8), 4 * bytes.u8(0x0c), bytes.u8(0x0d), (bytes.u8(0x0e) & 0x80) != 0,
                bytes.u8(0x0f), header, HeaderParts.bars(bytes, headerType), bytes.u8(0x3c), bytes.u8(0x3d),
                HeaderRegisters.of(bytes), new CapabilityWalker(bytes, findings).walk(list ? pointer : -1), findings);
    }

    /**
     * Whether a function answered: absent and surprise-removed ones read as all ones.
     *
     * @return false if command and status are ffff as well as vendor and device id: a virtual function that is well has
     *     ffff for its ids (Single Root I/O Virtualization Specification 1.1, section 3.4.1.1)
     */
    public boolean present() {
        return answered(bytes);
    }

    private static boolean answered(ConfigBytes bytes) {
        return bytes.u32(0) != 0xffff_ffffL || bytes.u32(4) != 0xffff_ffffL;
    }

    /**
     * The type of the header.
     *
     * @return bits 6:0 of {@code PCI_HEADER_TYPE}
     */
    public int headerType() {
        return bytes.u8(0x0e) & 0x7f;
    }

    /**
     * The subsystem ids, wherever this header type keeps them: in the header, or in the SSVID capability of a bridge.
     *
     * @return vendor id in bits 31:16 and subsystem id in 15:0; empty if there are none
     */
    public Optional<Integer> subsystem() {
        int both = switch (header) {
            case PciHeader.Device device -> device.subsystemVendorId() << 16 | device.subsystemId();
            case PciHeader.CardBus cardBus -> cardBus.subsystemVendorId() << 16 | cardBus.subsystemId();
            case PciHeader.Bridge ignored -> capability("SSVID").flatMap(ssvid -> ssvid.register("Subsystem"))
                    .map(register -> Integer.rotateRight((int) register.value(), 16)).orElse(0);
            case PciHeader.Unknown ignored -> 0;
        };
        return both >>> 16 == 0 || both >>> 16 == 0xffff ? Optional.empty() : Optional.of(both);
    }

    /**
     * The first capability of a kind.
     *
     * @param shortName for example {@code EXP}, {@code MSIX}, {@code ERR}; see {@link PciCapability#shortName()}
     * @return the capability, or empty if the function has none, or it was not read
     */
    public Optional<PciCapability> capability(String shortName) {
        return capabilities.stream().filter(capability -> capability.shortName().equals(shortName)).findFirst();
    }

    /**
     * The capability at an offset.
     *
     * @param offset byte offset of its header
     * @return the capability, or empty if none starts there
     */
    public Optional<PciCapability> capabilityAt(int offset) {
        return capabilities.stream().filter(capability -> capability.offset() == offset).findFirst();
    }

    /**
     * A register of the header.
     *
     * @param name for example {@code Command}
     * @return the register, or empty if this header type has none of that name
     */
    public Optional<ConfigRegister> register(String name) {
        return registers.stream().filter(register -> register.name().equals(name)).findFirst();
    }

    private static void checkClass(int headerType, int deviceClass, List<String> findings) {
        boolean fits = switch (headerType) {
            case 0 -> deviceClass != 0x0604;
            case 1, 2 -> deviceClass >> 8 == 0x06;
            default -> true;
        };
        if (!fits) {
            findings.add(String.format("class %04x does not fit header type %02x", deviceClass, headerType));
        }
    }
}
