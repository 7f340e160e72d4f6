// SPDX-License-Identifier: EPL-2.0
/** The Sequence view: writing, rehearsing and running sequences. Nobody imports it. */
package org.barscope.ui.poke.sequence;
