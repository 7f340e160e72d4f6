// SPDX-License-Identifier: EPL-2.0
/**
 * What a user can do with Barscope, as objects that the command line and the workbench share: list machines, find a
 * device, open and dump a region, read registers by name, look at what works on this computer.
 *
 * <p>Everything here may block and is called off the UI thread. May import {@code core}, {@code registers} and the mail
 * index; must not import SWT, picocli or a backend, which are found through
 * {@link org.barscope.core.backend.BackendFactory}.
 */
package org.barscope.app;
