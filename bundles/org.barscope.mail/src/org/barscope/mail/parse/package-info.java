// SPDX-License-Identifier: EPL-2.0
/**
 * What one message says: headers, MIME tree, text told apart into new, quoted, diff, trailers and signature, diffs and
 * patch subjects. Everything here is pure computation over bytes and text: no files, no index, safe on any thread.
 *
 * <p>May import the JDK and mime4j (inside, never in a signature); nothing else of this bundle.
 */
package org.barscope.mail.parse;
