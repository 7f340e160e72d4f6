// SPDX-License-Identifier: EPL-2.0
/**
 * The command line: one class a command, text or JSON on standard output, one line on standard error when something
 * cannot be done, and a documented exit code. Runs on a flat class path without OSGi, so that it starts fast. May
 * import {@code org.barscope.app}, {@code org.barscope.core} and {@code org.barscope.registers}; must not import SWT,
 * JFace or the UI.
 */
package org.barscope.cli;
