// SPDX-License-Identifier: EPL-2.0
/**
 * The Discussion view: query box, results, facets, saved searches, first use. May import the other packages of this
 * bundle, {@code org.barscope.app.mail} and the mail engine. Everything that reads mail runs in a job.
 */
package org.barscope.ui.discussion.search;
