// SPDX-License-Identifier: EPL-2.0
/**
 * Bringing mail in: the wizard that asks where from, the list of sources, and the list of what could not be read. May
 * import the library and message packages of this bundle, {@code org.barscope.app.mail} and the mail engine.
 */
package org.barscope.ui.discussion.importing;
