// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.layout;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.barscope.registers.model.Guard;
import org.barscope.registers.model.Register;

/**
 * One register at one address.
 *
 * @param groups names of the block and of the clusters around it, outermost first, expanded
 * @param name its name below them, expanded; the last part of its path
 * @param displayName its name as shown, with the prefix and suffix of its block
 * @param address address of its first byte in the region
 * @param register its description, without a dimension
 * @param guard why it must not be read by itself; also set when an access to it would cover a guarded neighbour
 */
public record RegisterInstance(List<String> groups, String name, String displayName, long address, Register register,
        Optional<Guard> guard) {
    /** Refuses null and copies the list. */
    public RegisterInstance {
        groups = List.copyOf(groups);
        Objects.requireNonNull(name);
        Objects.requireNonNull(displayName);
        Objects.requireNonNull(register);
        Objects.requireNonNull(guard);
    }

    /** The path: block, clusters and name, joined by dots. */
    public String path() {
        return String.join(".", groups) + "." + name;
    }

    /** The block, expanded. */
    public String block() {
        return groups.getFirst();
    }

    /** Address of the first byte an access touches: the register's own, or below it when the access is wider. */
    public long accessAddress() {
        int width = register.accessBytes();
        return width > register.bytes() ? address & -width : address;
    }

    /** Address after the last byte an access touches. */
    public long accessEnd() {
        return Math.max(address + register.bytes(), accessAddress() + register.accessBytes());
    }

    RegisterInstance guarded(Guard value) {
        return new RegisterInstance(groups, name, displayName, address, register, Optional.of(value));
    }
}
