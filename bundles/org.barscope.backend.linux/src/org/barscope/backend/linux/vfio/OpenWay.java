// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.util.Objects;

/**
 * By which way a VFIO device was opened.
 *
 * @param id    {@code cdev} or {@code group}
 * @param label for people: "/dev/vfio/12 with a container"
 */
public record OpenWay(String id, String label) {

    /** The character device with iommufd. */
    public static final String CDEV = "cdev";
    /** The group with a container. */
    public static final String GROUP = "group";

    public OpenWay {
        Objects.requireNonNull(id);
        Objects.requireNonNull(label);
    }
}
