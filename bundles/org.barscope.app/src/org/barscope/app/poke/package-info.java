// SPDX-License-Identifier: EPL-2.0
/**
 * Use cases that change devices, or watch them: arming, writing, undoing, sequences, watches, snapshots of whole
 * devices. May import {@code org.barscope.app}, {@code org.barscope.core} and {@code org.barscope.registers}; must not
 * import EMF, SWT, the command line or the UI.
 */
package org.barscope.app.poke;
