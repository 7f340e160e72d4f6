// SPDX-License-Identifier: EPL-2.0
/**
 * News of devices from the kernel. Imports {@code libc}, {@code event} and the downcalls; imported by
 * {@code backend.linux}.
 */
package org.barscope.linux.netlink;
