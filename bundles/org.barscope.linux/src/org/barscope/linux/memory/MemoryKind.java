// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

/** What is behind a mapping, which decides how it may be accessed. */
public enum MemoryKind {
    /** Registers: every access counts, has a width, and may have a side effect. Bulk copies are refused. */
    DEVICE,
    /** Ordinary memory, such as a udmabuf or a memfd: reading is harmless at any width and any number of times. */
    MEMORY
}
