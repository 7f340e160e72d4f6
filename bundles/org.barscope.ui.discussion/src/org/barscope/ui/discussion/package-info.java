// SPDX-License-Identifier: EPL-2.0
/** The perspective for reading mail. Nothing imports this package. */
package org.barscope.ui.discussion;
