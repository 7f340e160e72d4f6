// SPDX-License-Identifier: EPL-2.0
/** The preference page of registers. May import {@code page}, {@code outline} and the workbench; nobody imports it. */
package org.barscope.ui.registers.preferences;
