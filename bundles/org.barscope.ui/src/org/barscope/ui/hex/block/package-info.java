// SPDX-License-Identifier: EPL-2.0
/**
 * Fill and Paste Block of the hex page, for memory. Imports the hex page, which does not know of it: {@code plugin.xml}
 * brings the two together.
 */
package org.barscope.ui.hex.block;
