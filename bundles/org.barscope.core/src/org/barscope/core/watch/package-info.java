// SPDX-License-Identifier: EPL-2.0
/**
 * Watching values over time: each at its interval, sampled on its device's thread, with what it was, how it changed,
 * how evenly it was sampled, and what is to happen when a condition comes true.
 *
 * <p>May import {@code core.backend}, {@code core.memory} and {@code core.poke}; must not import EMF, SWT or a backend.
 */
package org.barscope.core.watch;
