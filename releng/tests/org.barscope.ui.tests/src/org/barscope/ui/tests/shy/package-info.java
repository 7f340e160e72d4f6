// SPDX-License-Identifier: EPL-2.0
/** A machine whose device may only be read once the user agrees. The tests that are about that import this package. */
package org.barscope.ui.tests.shy;
