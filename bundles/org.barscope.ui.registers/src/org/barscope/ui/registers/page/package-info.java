// SPDX-License-Identifier: EPL-2.0
/**
 * The register page: a tree of registers, the bits and the documentation of the selected one, the reading of what is
 * visible, and the writing of a value where it stands. May import {@code outline}, {@code ui.region},
 * {@code ui.explorer}, {@code ui.work}, {@code app}, the widgets and the workbench.
 */
package org.barscope.ui.registers.page;
