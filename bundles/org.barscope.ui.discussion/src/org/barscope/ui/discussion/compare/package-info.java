// SPDX-License-Identifier: EPL-2.0
/**
 * What changed between two versions of a patch, in an editor. May import the library package of this bundle and the
 * mail engine.
 */
package org.barscope.ui.discussion.compare;
