// SPDX-License-Identifier: EPL-2.0
/** What the workbench does, in one session. Nothing imports this package. */
package org.barscope.ui.tests.workbench;
