// SPDX-License-Identifier: EPL-2.0
/**
 * The journal: what changed a device, kept on disk before the device is told. Append-only files of checksummed lines,
 * one file for each process, so that several may write at a time and a kill at any moment loses nothing.
 *
 * <p>May import {@code core.backend}; must not import {@code core.memory}, which writes through it, nor EMF, SWT or a
 * backend.
 */
package org.barscope.core.journal;
