// SPDX-License-Identifier: EPL-2.0
/** Writing a register, with the word shown before it is sent. Nobody imports it. */
package org.barscope.ui.poke.write;
