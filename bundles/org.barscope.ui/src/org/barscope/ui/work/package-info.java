// SPDX-License-Identifier: EPL-2.0
/**
 * How commands do what blocks, or changes a device: in a job, put down in the journal, with the result or the refusal
 * handed back to the UI thread. For all bundles with views.
 */
package org.barscope.ui.work;
