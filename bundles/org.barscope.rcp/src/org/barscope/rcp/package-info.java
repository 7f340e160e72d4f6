// SPDX-License-Identifier: EPL-2.0
/**
 * The desktop application: starting and ending the workbench, its main menu, its branding, and the picture of itself it
 * takes for {@code --screenshot}.
 *
 * <p>Everything a user works with (views, editors, perspectives, commands) is in {@code org.barscope.ui}, which also
 * installs into a stock Eclipse IDE; this package is only what a program of its own needs on top. It may import the
 * workbench and {@code org.barscope.ui}. Nothing imports it.
 */
package org.barscope.rcp;
