// SPDX-License-Identifier: EPL-2.0
/**
 * Snapshots of regions in files, and what differs between two.
 *
 * <p>May import {@code core.memory} and {@code core.backend}; must not import SWT or a backend.
 */
package org.barscope.core.memory.diff;
