// SPDX-License-Identifier: EPL-2.0
/**
 * The workbench's one model of all machines, kept up to date in the UI thread, and the regions that are open. Views and
 * editors of this bundle, and of bundles that extend it, import this package.
 */
package org.barscope.ui.explorer;
