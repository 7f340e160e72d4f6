// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

import java.util.List;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Registration;

/**
 * A hold of a device's interrupts. One kind of them at a time can be enabled; what happens is counted exactly, each
 * signal once. All methods may be called from any thread; those that change something block briefly and throw
 * {@code FAILED} when the kernel refuses or the device was released meanwhile.
 *
 * <p>A device signals MSI and MSI-X by writing to memory, which it does only while it is bus master; VFIO switches that
 * off when a device is opened, and nothing here switches it on unasked.
 */
public interface DeviceInterrupts extends AutoCloseable {

    /** What the device has, in the order of the kernel's indices; kinds of which it has none are left out. */
    List<InterruptKind> kinds();

    /**
     * Enables the first vectors of a kind, disabling what was enabled before. Counts begin at 0.
     *
     * @param vectors how many, from 1 to the kind's number
     */
    void enable(InterruptKind.Source source, int vectors) throws BackendException;

    /** Disables what is enabled. The counts stay. Nothing when nothing is. */
    void disable() throws BackendException;

    /** The counts of what is, or was last, enabled, by vector; empty before the first {@link #enable}. */
    List<InterruptCount> counts();

    /**
     * Masks a vector.
     *
     * @throws BackendException {@code REFUSED} for a kind that cannot be masked
     */
    void mask(int vector) throws BackendException;

    /** Unmasks a vector: for a pin that interrupted too often and was left masked, and after {@link #mask}. */
    void unmask(int vector) throws BackendException;

    /** Has the kernel signal a vector as if the device had, to test the way to us. */
    void trigger(int vector) throws BackendException;

    /** Whether the device may write memory, and so signal MSI and MSI-X. */
    boolean busMaster() throws BackendException;

    /** Lets the device write memory (only what the IOMMU maps for it), or no longer. Writes its command register. */
    void busMaster(boolean on) throws BackendException;

    /** Reports new counts, on a thread of the backend, soon after they changed; the listener must return soon. */
    Registration listen(Consumer<List<InterruptCount>> listener);

    /** Disables what is enabled and lets go of the device. Idempotent. */
    @Override
    void close();
}
