// SPDX-License-Identifier: EPL-2.0
/**
 * The colours of mail, which the user may set among the colours and fonts. May import JFace's colour registry; used by
 * the packages that draw mail.
 */
package org.barscope.ui.discussion.colors;
