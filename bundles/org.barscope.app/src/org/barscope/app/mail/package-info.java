// SPDX-License-Identifier: EPL-2.0
/**
 * What a user can do with mail, as objects that the command line and the workbench share: where the archive is, adding
 * sources of any kind and keeping them up to date, searching with results grouped by thread or series, saved searches.
 *
 * <p>Everything here may block for disk or network and is called off the UI thread. May import the packages of
 * {@code org.barscope.mail}; must not import SWT, picocli or Lucene.
 */
package org.barscope.app.mail;
