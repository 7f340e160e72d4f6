// SPDX-License-Identifier: EPL-2.0
/** Giving devices to VFIO and back, exporting and creating DMABUFs, the Kernel Support view. Nobody imports it. */
package org.barscope.ui.vfio;
