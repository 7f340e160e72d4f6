// SPDX-License-Identifier: EPL-2.0
/**
 * The workbench as a test sees it: pages that are read and operated like their user does, with deadlines instead of
 * pauses; and what watches that nothing is logged or leaked. Tests import this package.
 */
package org.barscope.ui.tests.harness;
