// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PCI function sits: domain, bus, device and function.
 *
 * <p>The text form is the kernel's ({@code %04x:%02x:%02x.%d}), for example {@code 0000:01:00.0}. Domains above
 * {@code ffff} exist (Intel VMD starts at {@code 10000}) and are written with as many digits as they need.
 *
 * @param domain PCI segment, 0 to {@link Integer#MAX_VALUE}
 * @param bus bus number, 0 to 255
 * @param device device number on the bus, 0 to 31
 * @param function function number in the device, 0 to 7
 */
public record PciAddress(int domain, int bus, int device, int function) implements Comparable<PciAddress> {

    private static final Pattern TEXT =
            Pattern.compile("(?:([0-9a-fA-F]{4,8}):)?([0-9a-fA-F]{2}):([0-9a-fA-F]{2})\\.([0-7])");

    private static final Comparator<PciAddress> ORDER = Comparator.comparingInt(PciAddress::domain)
            .thenComparingInt(PciAddress::bus)
            .thenComparingInt(PciAddress::device)
            .thenComparingInt(PciAddress::function);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a part is outside its range
     */
    public PciAddress {
        requireRange("domain", domain, Integer.MAX_VALUE);
        requireRange("bus", bus, 0xff);
        requireRange("device", device, 0x1f);
        requireRange("function", function, 7);
    }

    /**
     * Reads an address as users and the kernel write it: {@code 0000:01:00.0}, or {@code 01:00.0} for domain 0.
     *
     * @param text exactly an address: no blanks, two digits for bus and device, at least four for a domain
     * @return the address
     * @throws IllegalArgumentException if the text is not an address; the message says what one looks like
     */
    public static PciAddress parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException(
                "'" + text + "' is not a PCI address; write it as 0000:01:00.0 or 01:00.0"));
    }

    /**
     * As {@link #parse(String)}, for callers that only want to know whether the text is an address.
     *
     * @param text anything
     * @return the address, or empty if the text is not one
     */
    public static Optional<PciAddress> tryParse(String text) {
        Matcher match = TEXT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long domain = match.group(1) == null ? 0 : Long.parseLong(match.group(1), 16);
        int device = Integer.parseInt(match.group(3), 16);
        if (domain > Integer.MAX_VALUE || device > 0x1f) {
            return Optional.empty();
        }
        return Optional.of(new PciAddress((int) domain, Integer.parseInt(match.group(2), 16), device,
                match.group(4).charAt(0) - '0'));
    }

    /**
     * The address of a function known by its routing id, as capabilities store it.
     *
     * @param domain domain of the referring function
     * @param routingId bus in bits 15:8, device in 7:3, function in 2:0
     * @return the address
     */
    public static PciAddress ofRoutingId(int domain, int routingId) {
        return new PciAddress(domain, routingId >> 8 & 0xff, routingId >> 3 & 0x1f, routingId & 7);
    }

    /**
     * The routing id (requester id) of this function without ARI.
     *
     * @return bus in bits 15:8, device in 7:3, function in 2:0
     */
    public int routingId() {
        return bus << 8 | device << 3 | function;
    }

    /**
     * The address without the domain, as {@code lspci} writes it on machines with one domain.
     *
     * @return for example {@code 01:00.0}
     */
    public String toShortString() {
        return String.format("%02x:%02x.%d", bus, device, function);
    }

    /** Orders by domain, bus, device, function. */
    @Override
    public int compareTo(PciAddress other) {
        return ORDER.compare(this, other);
    }

    /** The kernel's text form, for example {@code 0000:01:00.0}. */
    @Override
    public String toString() {
        return String.format("%04x:%02x:%02x.%d", domain, bus, device, function);
    }

    private static void requireRange(String part, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(
                    "PCI " + part + " " + value + " is outside 0 to " + max);
        }
    }
}
