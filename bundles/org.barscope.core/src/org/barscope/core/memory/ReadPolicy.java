// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/** Whether a unit of a region may be read without being asked for by name. */
public enum ReadPolicy {
    /** Reading has no side effect: any view may read it. */
    SAFE,
    /** Nothing is known about it: a view reads it only after the user has agreed to read this region. */
    ASK,
    /** Reading changes the device, or it cannot be read: no view ever reads it; "read once" does, on demand. */
    GUARDED
}
