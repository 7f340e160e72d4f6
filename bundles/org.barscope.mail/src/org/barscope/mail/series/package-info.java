// SPDX-License-Identifier: EPL-2.0
/**
 * Patch series and their versions, from the RFC to the last. Pure computation over summaries; any thread.
 *
 * <p>Imports parse and thread of this bundle, nothing else.
 */
package org.barscope.mail.series;
