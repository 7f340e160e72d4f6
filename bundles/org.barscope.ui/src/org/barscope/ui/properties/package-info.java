// SPDX-License-Identifier: EPL-2.0
/** What the Properties view shows of a model object. Nothing imports this package. */
package org.barscope.ui.properties;
