// SPDX-License-Identifier: EPL-2.0
/** What two sessions of one workspace have in common. Nothing imports this package. */
package org.barscope.ui.tests.restart;
