// SPDX-License-Identifier: EPL-2.0
/** What the commands of the register page do. May import {@code page} and whatever that may. */
package org.barscope.ui.registers.handlers;
