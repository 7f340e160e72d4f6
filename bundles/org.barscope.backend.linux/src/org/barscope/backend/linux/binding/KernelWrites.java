// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.io.IOException;
import java.nio.file.Path;

/** What binding does to the kernel. */
interface KernelWrites {

    /** Writes a whole text to an attribute of sysfs, which the kernel takes as one request. */
    void write(Path attribute, String text) throws IOException;

    /** Loads a module and what it needs. */
    void loadModule(String name) throws IOException;
}
