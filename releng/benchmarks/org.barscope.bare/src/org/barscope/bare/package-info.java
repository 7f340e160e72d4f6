// SPDX-License-Identifier: EPL-2.0
/**
 * The least that is a workbench application: a window with an empty perspective. It stands for "what any RCP program
 * costs" in the start-up benchmark and for "an IDE without Barscope" in the installation test. Imports the workbench
 * only; the products beside it are its only users.
 */
package org.barscope.bare;
