// SPDX-License-Identifier: EPL-2.0
/**
 * What a backend is to the rest of Barscope: it says which devices it sees, opens their regions and offers what else
 * can be done to them.
 *
 * <p>Backends implement these types; the use cases in {@code org.barscope.app} call them. Nothing here names an
 * operating system facility. May import {@code core.control}, {@code core.dmabuf}, {@code core.inventory},
 * {@code core.memory} and {@code core.pci}; must not import EMF, SWT or a backend.
 */
package org.barscope.core.backend;
