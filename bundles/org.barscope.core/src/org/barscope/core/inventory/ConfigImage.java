// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.Arrays;

/**
 * The configuration space of a device as it was read: 64 bytes for a user without rights, else 256 or 4096; empty when
 * it could not be read. Immutable.
 */
public final class ConfigImage {

    /** Nothing could be read. */
    public static final ConfigImage EMPTY = new ConfigImage(new byte[0]);

    private final byte[] bytes;

    private ConfigImage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of those bytes. */
    public static ConfigImage of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new ConfigImage(bytes.clone());
    }

    public int length() {
        return bytes.length;
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigImage image && Arrays.equals(bytes, image.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes of configuration space";
    }
}
