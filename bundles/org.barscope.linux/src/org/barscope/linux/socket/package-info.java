// SPDX-License-Identifier: EPL-2.0
/**
 * Unix sockets over which programs hand each other open files, which the Java library's own cannot do. Imports
 * {@code libc} and the downcalls; imported by the backends.
 */
package org.barscope.linux.socket;
