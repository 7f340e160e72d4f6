// SPDX-License-Identifier: EPL-2.0
/** Handlers of the commands about mail; thin, the work is elsewhere. Nothing imports this package. */
package org.barscope.ui.discussion.handlers;
