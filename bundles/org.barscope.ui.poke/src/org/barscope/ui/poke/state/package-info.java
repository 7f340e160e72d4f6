// SPDX-License-Identifier: EPL-2.0
/** Snapshots of whole devices: taken, opened without the device, compared and reported. Nobody imports it. */
package org.barscope.ui.poke.state;
