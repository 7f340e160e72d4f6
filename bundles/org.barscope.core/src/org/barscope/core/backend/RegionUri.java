// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a region of memory, the same everywhere: {@code BACKEND:ADDRESS/REGION}.
 *
 * <p>Examples: {@code sim:0000:01:00.0/bar0}, {@code vfio:0000:00:04.0/bar0}, {@code pci:0000:00:04.0/config},
 * {@code dmabuf:4711}, {@code file:/some/dump.bin}. A DMABUF is named by its inode, or by a process and its descriptor
 * ({@code dmabuf:1234/5}), and a file by its path; neither has a region part. Whoever makes up DMABUFs has a scheme
 * that ends in {@code dmabuf} for them.
 *
 * @param scheme  the backend's scheme, lower case letters
 * @param address the device's address in that backend, an inode or a path; never empty
 * @param region  the region of the device ({@code bar0} … {@code bar5}, {@code rom}, {@code config}, and through VFIO
 *                {@code vga} and {@code region9} onwards); empty where the address already names the memory
 */
public record RegionUri(String scheme, String address, String region) {

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9]*");
    private static final Pattern WITH_REGION = Pattern.compile("([^/]+)/([a-z][a-z0-9_.-]*)");

    public RegionUri {
        Objects.requireNonNull(region);
        if (!SCHEME.matcher(scheme).matches()) {
            throw new IllegalArgumentException("not a scheme: " + scheme);
        }
        if (address.isEmpty()) {
            throw new IllegalArgumentException("a region URI needs an address after '" + scheme + ":'");
        }
    }

    /**
     * Reads a URI as a user types it.
     *
     * @throws IllegalArgumentException with one line that says what a region URI looks like
     */
    public static RegionUri parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || !SCHEME.matcher(text.substring(0, colon)).matches()) {
            throw malformed(text);
        }
        String scheme = text.substring(0, colon);
        String rest = text.substring(colon + 1);
        if (rest.isEmpty()) {
            throw malformed(text);
        }
        if (namesMemoryByAddress(scheme)) {
            return new RegionUri(scheme, rest, "");
        }
        Matcher matcher = WITH_REGION.matcher(rest);
        if (!matcher.matches()) {
            throw malformed(text);
        }
        return new RegionUri(scheme, matcher.group(1), matcher.group(2));
    }

    /** True for schemes whose address alone names the memory. */
    private static boolean namesMemoryByAddress(String scheme) {
        return scheme.endsWith("dmabuf") || scheme.equals("file");
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("'" + text + "' is not a region: expected BACKEND:ADDRESS/REGION, "
                + "for example sim:0000:01:00.0/bar0 or pci:0000:00:00.0/config");
    }

    /** The device part, {@code BACKEND:ADDRESS}: what shares one device thread. */
    public String device() {
        return scheme + ":" + address;
    }

    /** The same device's region of that name. */
    public RegionUri sibling(String otherRegion) {
        return new RegionUri(scheme, address, otherRegion);
    }

    @Override
    public String toString() {
        return region.isEmpty() ? device() : device() + "/" + region;
    }
}
