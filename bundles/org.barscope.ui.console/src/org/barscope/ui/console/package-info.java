// SPDX-License-Identifier: EPL-2.0
/** The Java console. May import the console of {@code org.barscope.app}, and what the ui bundle exports. */
package org.barscope.ui.console;
