// SPDX-License-Identifier: EPL-2.0
/**
 * Measurements in the real window, started by {@code releng/benchmarks/run}. They print figures and fail only when
 * nothing was measured. Nothing imports this package.
 */
package org.barscope.ui.tests.benchmark;
