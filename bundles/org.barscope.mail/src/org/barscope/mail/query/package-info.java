// SPDX-License-Identifier: EPL-2.0
/**
 * The query language: what users type, read into a tree, and the tree said back in words. Knows nothing of an index.
 * The prefixes are those of public-inbox, so that a query that works on lore works here.
 *
 * <p>Imports the JDK only.
 */
package org.barscope.mail.query;
