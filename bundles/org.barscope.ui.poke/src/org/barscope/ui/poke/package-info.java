// SPDX-License-Identifier: EPL-2.0
/** What arming, writing, the journal and watches share. Only the packages of this bundle import it. */
package org.barscope.ui.poke;
