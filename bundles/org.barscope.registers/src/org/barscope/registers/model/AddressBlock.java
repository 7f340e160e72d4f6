// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A range of addresses that belongs to a block (CMSIS-SVD {@code addressBlockType}).
 *
 * @param offset distance in bytes from the base of the block
 * @param size length in bytes
 * @param usage what lies there
 * @param protection privilege needed
 */
public record AddressBlock(long offset, long size, Usage usage, Optional<Protection> protection) {
    /** What an address range is used for. */
    public enum Usage {
        /** Registers. */
        REGISTERS("registers"),
        /** Memory. */
        BUFFER("buffer"),
        /** Nothing; not to be accessed. */
        RESERVED("reserved");

        private final String token;

        Usage(String token) {
            this.token = token;
        }

        /** The spelling used in CMSIS-SVD files. */
        public String token() {
            return token;
        }

        /** The constant with this CMSIS-SVD spelling. */
        public static Optional<Usage> ofToken(String token) {
            return Tokens.find(values(), Usage::token, token);
        }
    }

    /** Refuses null. */
    public AddressBlock {
        Objects.requireNonNull(usage);
        Objects.requireNonNull(protection);
    }
}
