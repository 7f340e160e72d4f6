// SPDX-License-Identifier: EPL-2.0
/**
 * What simulated devices do: registers with their side effects, counters, engines that move bytes.
 *
 * <p>A model keeps its state in ordinary fields and computes what depends on time when it is looked at; there is no
 * thread. It runs under its function's lock. May import {@code core.inventory}, {@code core.memory} and the
 * {@code config} and {@code memory} packages of this bundle; must not import the rest of this bundle.
 */
package org.barscope.backend.sim.device;
