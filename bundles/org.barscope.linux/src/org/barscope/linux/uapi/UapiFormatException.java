// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi;

import java.io.IOException;

/** The kernel returned a structure that contradicts itself, such as a capability outside of its buffer. */
public final class UapiFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes the contradiction.
     *
     * @param message the structure and what is wrong with it
     */
    public UapiFormatException(String message) {
        super(message);
    }
}
