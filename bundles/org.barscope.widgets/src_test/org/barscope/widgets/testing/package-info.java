// SPDX-License-Identifier: EPL-2.0

/** What the tests of all widgets need to have a window. May import SWT and JUnit. */
package org.barscope.widgets.testing;
