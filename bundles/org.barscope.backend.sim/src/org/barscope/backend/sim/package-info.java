// SPDX-License-Identifier: EPL-2.0
/**
 * The demo machine: simulated PCI devices whose regions are real mappings, with faults on demand. Shipped, so that
 * Barscope is useful on a computer without suitable hardware, and used by tests.
 *
 * <p>{@link org.barscope.backend.sim.SimBackend} is what the rest of Barscope sees. Tests make a
 * {@link org.barscope.backend.sim.SimMachine} of their own, with a {@link org.barscope.backend.sim.ManualClock}, and
 * look at its {@link org.barscope.backend.sim.AccessCounts} and {@link org.barscope.backend.sim.SimFaults}.
 *
 * <p>How an access works: a region maps a memfd, or a DMABUF made of it where the kernel has udmabuf, and makes each
 * access through that mapping, exactly as a region of real hardware does. Around it, under the lock of the function,
 * the device's model first puts into memory what the device would answer at this moment, and afterwards lets the access
 * have its side effects. Whoever maps the same memfd by other ways sees the bytes as the latest access left them and
 * triggers nothing.
 *
 * <p>May import {@code org.barscope.core} and {@code org.barscope.linux}: the sim backend goes through the same
 * accessor as the real one, so that faults are real faults. Must not import EMF or SWT.
 */
package org.barscope.backend.sim;
