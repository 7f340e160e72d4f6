// SPDX-License-Identifier: EPL-2.0
/**
 * Files as regions: a saved dump opens in the same views as a live BAR. May import {@code core.backend} and
 * {@code core.memory} only.
 */
package org.barscope.core.memory.file;
