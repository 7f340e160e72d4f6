// SPDX-License-Identifier: EPL-2.0
/** What of VFIO and DMABUFs this kernel and this user can use. Nobody imports it. */
package org.barscope.ui.vfio.support;
