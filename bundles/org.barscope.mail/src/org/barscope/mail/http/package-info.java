// SPDX-License-Identifier: EPL-2.0
/**
 * Mail from public-inbox servers over HTTP: single threads and search results, fetched into mbox files, and mirrors of
 * whole archives kept by git. What is fetched is imported like any other file.
 *
 * <p>Imports the JDK only.
 */
package org.barscope.mail.http;
