// SPDX-License-Identifier: EPL-2.0
/**
 * Waiting: {@code poll} and {@code eventfd}. Imports {@code libc} only; imported by {@code netlink}, {@code process},
 * {@code socket}, {@code vfio} and by the backends.
 */
package org.barscope.linux.event;
