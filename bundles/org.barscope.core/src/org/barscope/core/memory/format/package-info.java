// SPDX-License-Identifier: EPL-2.0
/**
 * Bytes of a region as text for other programs, and such text as bytes again. Reads nothing; what was not read is never
 * written as if it had been.
 *
 * <p>May import {@code core.memory}; must not import SWT or a backend.
 */
package org.barscope.core.memory.format;
