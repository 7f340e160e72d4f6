// SPDX-License-Identifier: EPL-2.0
/**
 * Tests of Barscope on a real kernel with emulated devices. Each class whose name ends in Lab is run by
 * {@code releng/tests/run-lab}, in a guest of each kernel; a tag {@code debian}, {@code lab} or {@code drivers} on a
 * class or method narrows it to one of them (see that script).
 */
package org.barscope.lab;
