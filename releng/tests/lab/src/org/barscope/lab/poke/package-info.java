// SPDX-License-Identifier: EPL-2.0
/** Writing to real devices: through arming, the journal and sequences, as a user does. */
package org.barscope.lab.poke;
