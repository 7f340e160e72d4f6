// SPDX-License-Identifier: EPL-2.0
/**
 * Where mail lies: mbox, Maildir, MH and single files, public-inbox git repositories. A source is walked for what is
 * new, and any message can be read again by its {@link org.barscope.mail.source.Location}, which is why no index needs
 * to keep its text.
 *
 * <p>Imports the JDK only. Git is used through its own program: reading 5,000 messages takes {@code git cat-file
 * --batch} a quarter of the time JGit needs.
 */
package org.barscope.mail.source;
