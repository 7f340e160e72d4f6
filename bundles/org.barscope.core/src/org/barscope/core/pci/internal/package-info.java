// SPDX-License-Identifier: EPL-2.0
/**
 * The tables and the machinery behind {@link org.barscope.core.pci.ConfigSpace}; not exported.
 *
 * <p>Most of a capability is data: a {@link org.barscope.core.pci.internal.Layout} per group of registers, written as a
 * text block. What depends on other registers (which groups exist, how often they repeat, values made of two fields) is
 * a short method per capability that applies layouts to a {@link org.barscope.core.pci.internal.Decoding}.
 *
 * <p>May import: the JDK and {@code org.barscope.core.pci}.
 */
package org.barscope.core.pci.internal;
