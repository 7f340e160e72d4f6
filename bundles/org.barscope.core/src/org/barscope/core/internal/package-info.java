// SPDX-License-Identifier: EPL-2.0
/** What several packages of the core share and nobody else sees. May import the JDK and Jackson's streaming parser. */
package org.barscope.core.internal;
