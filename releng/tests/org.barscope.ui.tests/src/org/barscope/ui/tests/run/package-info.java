// SPDX-License-Identifier: EPL-2.0
/** Runs the tests once the workbench is up, and reports. Nothing imports this package. */
package org.barscope.ui.tests.run;
