// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Optional;

/** What a block or cluster contains: registers, and clusters of further ones. */
public sealed interface RegisterNode permits Register, Cluster {
    /** Identifier; holds {@code %s} when there is a dimension. */
    String name();

    /** Documentation, plain text. */
    Optional<String> description();

    /** Repeats the node; the increment is in bytes. */
    Optional<Dimension> dimension();

    /** Distance in bytes from the start of the enclosing block or cluster. */
    long offset();
}
