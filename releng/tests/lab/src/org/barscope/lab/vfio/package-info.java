// SPDX-License-Identifier: EPL-2.0
/**
 * Devices through VFIO on real kernels: every route to a BAR, revocation, interrupts, binding, rights. Uses Barscope as
 * the workbench does, below its window.
 */
package org.barscope.lab.vfio;
