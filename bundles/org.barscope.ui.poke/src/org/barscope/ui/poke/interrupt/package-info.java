// SPDX-License-Identifier: EPL-2.0
/** The Interrupts view: a device's vectors, counted. Nobody imports it. */
package org.barscope.ui.poke.interrupt;
