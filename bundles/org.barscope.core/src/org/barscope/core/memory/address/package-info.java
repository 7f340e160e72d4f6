// SPDX-License-Identifier: EPL-2.0
/**
 * Places in a region as people write them: numbers, names, and sums of both. Evaluating never touches a device.
 *
 * <p>Imports nothing but the JDK.
 */
package org.barscope.core.memory.address;
