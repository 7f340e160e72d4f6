// SPDX-License-Identifier: EPL-2.0
/**
 * A Java console over open regions. What its user calls is in {@link org.barscope.app.console.Commands} (in scope by
 * themselves), {@link org.barscope.app.console.Region}, {@link org.barscope.app.console.Reg} and
 * {@link org.barscope.app.console.RegField}; the command line and the window drive it through
 * {@link org.barscope.app.console.Console} and give it regions by {@link org.barscope.app.console.ConsoleHost}. Writes
 * go through the writers of {@code org.barscope.core.poke} and nothing else: a console arms nothing by itself.
 *
 * <p>May import the core, {@code org.barscope.app.poke} and {@code jdk.jshell}. What snippets see mentions only types
 * of this package and of the JDK, because snippets are compiled against this bundle alone.
 */
package org.barscope.app.console;
