// SPDX-License-Identifier: EPL-2.0
/**
 * The state of whole devices: every register that may be read and chosen ranges, decoded, kept in a file that opens
 * without the device and without its description; two of them compared; reports of both.
 *
 * <p>May import {@code core.backend} and {@code core.registers}; must not import EMF, SWT or a backend.
 */
package org.barscope.core.state;
