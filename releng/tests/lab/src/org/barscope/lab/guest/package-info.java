// SPDX-License-Identifier: EPL-2.0
/**
 * What tests in the lab's guest need to know and do: which kernel runs, where the emulated devices are, binding them to
 * drivers, running programs. Uses the JDK and sysfs only, never Barscope, so that a test does not check it with itself.
 */
package org.barscope.lab.guest;
