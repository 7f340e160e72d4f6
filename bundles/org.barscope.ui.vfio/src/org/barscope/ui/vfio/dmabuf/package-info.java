// SPDX-License-Identifier: EPL-2.0
/** Exporting BARs, making and receiving DMABUFs, and mapping them for devices. Nobody imports it. */
package org.barscope.ui.vfio.dmabuf;
