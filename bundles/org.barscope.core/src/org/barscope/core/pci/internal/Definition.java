// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

/**
 * What a capability id stands for.
 *
 * @param id capability id or extended capability id
 * @param shortName suffix of the kernel's macro
 * @param name full name
 */
record Definition(int id, String shortName, String name) {
}
