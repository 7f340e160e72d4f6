// SPDX-License-Identifier: EPL-2.0
/**
 * What a backend saw, as immutable records, and how that becomes the EMF model that views show.
 *
 * <p>Records cross threads, EMF objects never do: {@link org.barscope.core.inventory.ModelUpdater} applies records to a
 * model in the one thread that owns it. May import {@code core.backend} (for names), {@code core.memory} (for states,
 * and for how files are written), {@code core.pci} and {@code org.barscope.model}; must not import SWT or a backend.
 */
package org.barscope.core.inventory;
