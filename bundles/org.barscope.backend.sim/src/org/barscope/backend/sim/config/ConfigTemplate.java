// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.config;

/**
 * A configuration space as it is after power-on, and which of its bits software can change. The three arrays have equal
 * lengths (256 or 4096) and are not to be changed.
 *
 * @param image       the bytes
 * @param writable    bits that take what is written
 * @param clearByOnes bits that a written 1 clears
 */
public record ConfigTemplate(byte[] image, byte[] writable, byte[] clearByOnes) {

    public ConfigTemplate {
        if (image.length != writable.length || image.length != clearByOnes.length) {
            throw new IllegalArgumentException("the masks must be as long as the image");
        }
    }

    public int size() {
        return image.length;
    }
}
