// SPDX-License-Identifier: EPL-2.0
/** The Journal view: every access that changed a device. Nobody imports it. */
package org.barscope.ui.poke.journal;
