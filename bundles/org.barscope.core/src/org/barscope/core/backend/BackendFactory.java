// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

/**
 * Makes a backend. Implementations are found through {@link java.util.ServiceLoader} on a flat class path and through
 * the OSGi service registry in the workbench; they have a public constructor without parameters that does nothing.
 */
public interface BackendFactory {

    /** The {@link Backend#id()} of what {@link #create()} makes. */
    String id();

    /** The order in which machines are shown: smaller first. */
    int order();

    /**
     * Makes a backend. May block for a moment to set itself up.
     *
     * @throws BackendException when this backend cannot work on this computer
     */
    Backend create() throws BackendException;
}
