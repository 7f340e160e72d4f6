// SPDX-License-Identifier: EPL-2.0
/**
 * Other processes: handles on them and copies of their open files. Imports {@code libc} and {@code event}; imported by
 * the backends.
 */
package org.barscope.linux.process;
