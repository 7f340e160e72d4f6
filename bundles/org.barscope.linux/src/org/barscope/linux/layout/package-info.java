// SPDX-License-Identifier: EPL-2.0
/**
 * How a structure of C is described. Imports nothing; imported by the downcalls and by {@code uapi} and its users.
 */
package org.barscope.linux.layout;
