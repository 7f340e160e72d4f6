// SPDX-License-Identifier: EPL-2.0
/**
 * Everything that can be done in the window, done to a region that is not armed. It leaves the window in no state for
 * other tests, so that it has a session of its own. It may import the harness. Nothing imports this package.
 */
package org.barscope.ui.tests.sweep;
