// SPDX-License-Identifier: EPL-2.0
/**
 * JMH benchmarks of what runs once for each register, byte or message. Each class has two methods, {@code barscope} and
 * {@code peer}, which does the same without what Barscope adds: what counts is their ratio. May import every bundle
 * without a window.
 */
package org.barscope.benchmarks;
