// SPDX-License-Identifier: EPL-2.0
/** Commands. Nothing imports this package. */
package org.barscope.ui.handlers;
