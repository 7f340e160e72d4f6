// SPDX-License-Identifier: EPL-2.0
/** The device tree. Nothing imports this package. */
package org.barscope.ui.tree;
