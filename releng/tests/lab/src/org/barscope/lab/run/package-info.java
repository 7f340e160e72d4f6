// SPDX-License-Identifier: EPL-2.0
/** Starts the tests in the guest. Knows JUnit and nothing of Barscope. */
package org.barscope.lab.run;
