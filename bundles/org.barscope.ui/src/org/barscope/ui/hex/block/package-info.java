// SPDX-License-Identifier: EPL-2.0
/**
 * Fill and Paste Block of the hex page, for memory. Imports the hex page; what belongs to its menus names the classes of
 * this package in {@code plugin.xml} only.
 */
package org.barscope.ui.hex.block;
