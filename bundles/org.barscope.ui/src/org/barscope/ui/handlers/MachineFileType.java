// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

/** How files with machines are named. */
final class MachineFileType {

    /** Without the dot. */
    static final String EXTENSION = "barscope";

    private MachineFileType() {
    }
}
