// SPDX-License-Identifier: EPL-2.0
/**
 * Looking for something in a region: patterns, and the search that reads what may be read, once each, and says what it
 * left out.
 *
 * <p>May import {@code core.memory}; must not import SWT or a backend.
 */
package org.barscope.core.memory.search;
