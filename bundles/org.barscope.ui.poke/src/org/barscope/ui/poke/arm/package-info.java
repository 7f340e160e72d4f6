// SPDX-License-Identifier: EPL-2.0
/** Arming regions for writing, and disarming them. Nobody imports it. */
package org.barscope.ui.poke.arm;
