// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

/** Says what is known of bytes without reading any. */
@FunctionalInterface
interface RegionPreview {

    /** One line for a unit: its value as it was last read, or that it was not. */
    String at(long offset, int bytes);
}
