// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a new DMABUF of plain memory can come from.
 *
 * @param id       what names it on the command line: {@code udmabuf}, {@code system} for the heap of that name
 * @param label    for people, a few words
 * @param refusal  why it cannot be used now, one clause and what to do; empty when it can
 * @param pageSize what a size must be a multiple of, in bytes
 */
public record DmabufSource(String id, String label, Optional<String> refusal, int pageSize) {

    public DmabufSource {
        Objects.requireNonNull(id);
        Objects.requireNonNull(label);
        Objects.requireNonNull(refusal);
    }
}
