// SPDX-License-Identifier: EPL-2.0
/** The register page of the region editor and what belongs to it, in the packages below. Nobody imports it. */
package org.barscope.ui.registers;
