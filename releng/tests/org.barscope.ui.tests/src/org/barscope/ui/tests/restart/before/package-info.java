// SPDX-License-Identifier: EPL-2.0
/** What the session before the restart does. Nothing imports this package. */
package org.barscope.ui.tests.restart.before;
