// SPDX-License-Identifier: EPL-2.0
/**
 * The user's mail as the workbench shares it: opening it once, importing and updating it as jobs that the Progress view
 * shows, telling views of news. May import {@code org.barscope.app.mail}, the mail engine, and the platform's jobs; no
 * widgets. Keeps the UI thread away from the mail.
 */
package org.barscope.ui.discussion.library;
