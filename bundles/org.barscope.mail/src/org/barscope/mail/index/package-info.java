// SPDX-License-Identifier: EPL-2.0
/**
 * The archive: importing, searching, and what is computed from many messages. Start at
 * {@link org.barscope.mail.index.MailArchive}. Lucene is used here and nowhere else, and is in no signature that other
 * packages see.
 *
 * <p>May import every other package of this bundle and Lucene.
 */
package org.barscope.mail.index;
