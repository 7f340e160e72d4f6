// SPDX-License-Identifier: EPL-2.0
/** The Plot view: watches over time. Nobody imports it but the Watch view, which opens it. */
package org.barscope.ui.poke.plot;
