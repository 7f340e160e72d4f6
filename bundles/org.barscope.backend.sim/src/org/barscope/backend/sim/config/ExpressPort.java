// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.config;

/**
 * What a PCI Express capability says of a function and its link (PCI Express Base 6.0, section 7.5.3).
 *
 * @param type         device/port type, bits 7:4 of the capabilities register: 0 endpoint, 4 root port, 7 PCIe-to-PCI
 *                     bridge, 9 integrated endpoint
 * @param port         port number
 * @param maxPayload   0 for 128 bytes, 1 for 256, 2 for 512
 * @param resettable   function-level reset
 * @param maxSpeed     1 for 2.5 GT/s, 2 for 5, 3 for 8, 4 for 16; 0 for a function without a link
 * @param maxWidth     lanes
 * @param currentSpeed as {@code maxSpeed}
 * @param currentWidth lanes
 */
public record ExpressPort(int type, int port, int maxPayload, boolean resettable, int maxSpeed, int maxWidth,
        int currentSpeed, int currentWidth) {

    public static final int ENDPOINT = 0;
    public static final int ROOT_PORT = 4;
    public static final int TO_PCI_BRIDGE = 7;

    /** An endpoint whose link runs at its best. */
    public static ExpressPort endpoint(int maxPayload, boolean resettable, int speed, int width) {
        return new ExpressPort(ENDPOINT, 0, maxPayload, resettable, speed, width, speed, width);
    }

    /** A root port whose link may run below what the port could do. */
    public static ExpressPort root(int port, int maxSpeed, int maxWidth, int speed, int width) {
        return new ExpressPort(ROOT_PORT, port, 0, false, maxSpeed, maxWidth, speed, width);
    }
}
