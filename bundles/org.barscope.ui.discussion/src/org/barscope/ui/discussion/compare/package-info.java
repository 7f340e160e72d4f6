// SPDX-License-Identifier: EPL-2.0
/**
 * What changed between two versions of a patch, in an editor. May import the library and colors packages of this bundle
 * and the mail engine.
 */
package org.barscope.ui.discussion.compare;
