// SPDX-License-Identifier: EPL-2.0
/** The Discussion view and the message editor. Nobody imports it. */
package org.barscope.ui.discussion;
