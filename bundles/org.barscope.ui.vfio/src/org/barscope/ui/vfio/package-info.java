// SPDX-License-Identifier: EPL-2.0
/**
 * What the views of VFIO and DMABUFs share: which device a command is about, and doing what blocks in a job. Only the
 * packages of this bundle import it.
 */
package org.barscope.ui.vfio;
