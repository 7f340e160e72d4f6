// SPDX-License-Identifier: EPL-2.0
/**
 * Messages put in the order of their conversation. Pure computation over summaries; any thread.
 *
 * <p>Imports parse and source of this bundle, nothing else.
 */
package org.barscope.mail.thread;
