// SPDX-License-Identifier: EPL-2.0
/**
 * JMH benchmarks of what runs once for each register, byte or message. Each class measures Barscope and a peer that
 * does the same without what Barscope adds, so that what counts is their ratio. May import every bundle without a
 * window.
 */
package org.barscope.benchmarks;
