// SPDX-License-Identifier: EPL-2.0
/**
 * Moving devices between kernel drivers and VFIO: what it takes, what would be lost, and doing it. May import
 * {@code core}, {@code linux.libc}, {@code discovery} and {@code vfio}.
 */
package org.barscope.backend.linux.binding;
