// SPDX-License-Identifier: EPL-2.0
/** The Watch view: registers sampled at their own intervals. Nobody imports it. */
package org.barscope.ui.poke.watch;
