// SPDX-License-Identifier: EPL-2.0
/** Giving devices to VFIO and back, resetting and releasing them. Nobody imports it. */
package org.barscope.ui.vfio.binding;
