// SPDX-License-Identifier: EPL-2.0
/**
 * Tests of the workbench inside a guest of the lab: real devices of a real kernel behind the window. They may import
 * the harness. Nothing imports this package.
 */
package org.barscope.ui.tests.lab;
