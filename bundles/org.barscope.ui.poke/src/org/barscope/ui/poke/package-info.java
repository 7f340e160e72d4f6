// SPDX-License-Identifier: EPL-2.0
/** Arming, the journal, watches, sequences and interrupts in the window. Nobody imports it. */
package org.barscope.ui.poke;
