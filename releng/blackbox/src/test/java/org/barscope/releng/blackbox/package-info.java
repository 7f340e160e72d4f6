// SPDX-License-Identifier: EPL-2.0
/**
 * Tests that know Barscope only as a user does: the command {@code ./barscope}, what it prints, its exit codes, the
 * pictures of its window. Imports the JDK, JUnit and a JSON reader, and nothing of Barscope.
 */
package org.barscope.releng.blackbox;
