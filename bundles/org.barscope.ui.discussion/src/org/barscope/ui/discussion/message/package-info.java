// SPDX-License-Identifier: EPL-2.0
/**
 * Reading mail: the editor of a message with its thread and its series beside it, and the raw bytes. What a message
 * looks like as text is worked out without widgets ({@code MessageDocument} and what makes it), so that it can run in a
 * job and be tested alone. May import the library and colors packages of this bundle and the mail engine.
 */
package org.barscope.ui.discussion.message;
