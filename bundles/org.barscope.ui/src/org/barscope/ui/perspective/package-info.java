// SPDX-License-Identifier: EPL-2.0
/** Perspectives. Nothing imports this package. */
package org.barscope.ui.perspective;
