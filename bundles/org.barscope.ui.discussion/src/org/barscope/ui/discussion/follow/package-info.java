// SPDX-License-Identifier: EPL-2.0
/**
 * From hardware to discussion: which mail to look for when a device, a BAR, a DMABUF, a capability or a register is
 * selected. No widgets, no I/O. May import the model.
 */
package org.barscope.ui.discussion.follow;
