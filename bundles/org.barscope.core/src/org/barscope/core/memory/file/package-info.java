// SPDX-License-Identifier: EPL-2.0
/**
 * Files as regions, so that a saved dump opens in the same views as a live BAR, and files that are written whole or not
 * at all. May import {@code core.backend} and {@code core.memory} only.
 */
package org.barscope.core.memory.file;
