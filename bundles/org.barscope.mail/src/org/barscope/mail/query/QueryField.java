// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a query can ask about, with the prefixes that name it. */
public enum QueryField {
    /** No prefix: subject, people, text, diffs and file names together. */
    ANY(Type.TEXT, "anything"),
    /** The subject. */
    SUBJECT(Type.TEXT, "the subject", "s", "subject"),
    /** The sender's name and address. */
    FROM(Type.TEXT, "the sender", "f", "from"),
    /** The To field. */
    TO(Type.TEXT, "To", "t", "to"),
    /** The Cc field. */
    CC(Type.TEXT, "Cc", "c", "cc"),
    /** To or Cc. */
    TO_CC(Type.TEXT, "To or Cc", "tc"),
    /** From, To or Cc. */
    PEOPLE(Type.TEXT, "From, To or Cc", "a", "tcf"),
    /** The List-Id, in full or in part. */
    LIST(Type.NAME, "the mailing list", "l", "list", "lid"),
    /** The Message-ID, in part. */
    MESSAGE_ID(Type.NAME, "the Message-ID", "m"),
    /** The exact Message-ID. */
    ID(Type.NAME, "the exact Message-ID", "id", "mid"),
    /** When it was written. */
    DATE(Type.DATE, "the date", "d", "dt", "date"),
    /** When the archive received it. */
    RECEIVED(Type.DATE, "the time it was received", "rt"),
    /** When an import brought it here. */
    IMPORTED(Type.DATE, "the time it was imported", "added"),
    /** The whole text: new, quoted, diffs and signature. */
    BODY(Type.TEXT, "the text", "b", "body"),
    /** Text and subject. */
    BODY_SUBJECT(Type.TEXT, "the text or the subject", "bs"),
    /** What is not quoted, diffs included. */
    NEW(Type.TEXT, "text that is not quoted", "nq"),
    /** What is quoted. */
    QUOTED(Type.TEXT, "quoted text", "q"),
    /** The signature below the message. */
    SIGNATURE(Type.TEXT, "the signature", "sig"),
    /** File names in diffs. */
    DIFF_FILE(Type.TEXT, "a file name in a diff", "dfn"),
    /** Removed lines. */
    DIFF_REMOVED(Type.TEXT, "a line a diff removes", "dfa"),
    /** Added lines. */
    DIFF_ADDED(Type.TEXT, "a line a diff adds", "dfb"),
    /** Context lines. */
    DIFF_CONTEXT(Type.TEXT, "a context line of a diff", "dfctx"),
    /** The function named in a hunk header. */
    DIFF_FUNCTION(Type.TEXT, "the function in a hunk header", "dfhh"),
    /** The git blob before. */
    DIFF_PRE(Type.HASH, "the blob id before the change", "dfpre"),
    /** The git blob after. */
    DIFF_POST(Type.HASH, "the blob id after the change", "dfpost"),
    /** The git blob before or after. */
    DIFF_BLOB(Type.HASH, "a blob id", "dfblob"),
    /** The output of git patch-id --stable. */
    PATCH_ID(Type.HASH, "the patch-id", "patchid"),
    /** File names of attachments. */
    ATTACHMENT(Type.TEXT, "an attachment's file name", "n"),
    /** What a message is: see {@link QueryFlag}. */
    IS(Type.FLAG, "what the message is", "is"),
    /** What a message has: see {@link QueryFlag}. */
    HAS(Type.FLAG, "what the message has", "has"),
    /** The title of a patch series, or the change-id. */
    SERIES(Type.NAME, "the patch series", "series"),
    /** The version of a patch. */
    VERSION(Type.NUMBER, "the patch version", "v"),
    /** All messages of a thread, by the id of one of them. */
    THREAD(Type.NAME, "the thread", "thread");

    /** What kind of value a field takes. */
    public enum Type {
        /** Words, phrases, wildcards, regular expressions. */
        TEXT,
        /** A name or id, in full or in part. */
        NAME,
        /** A date or a range of dates. */
        DATE,
        /** Hexadecimal digits, abbreviated or not. */
        HASH,
        /** One of a few words. */
        FLAG,
        /** A number or a range of numbers. */
        NUMBER
    }

    private final Type type;
    private final String description;
    private final List<String> prefixes;

    QueryField(Type type, String description, String... prefixes) {
        this.type = type;
        this.description = description;
        this.prefixes = List.of(prefixes);
    }

    /** What values it takes. */
    public Type type() {
        return type;
    }

    /** What it is, to follow "in" in a sentence. */
    public String description() {
        return description;
    }

    /** The prefixes, without colon, the usual one first; none for {@link #ANY}. */
    public List<String> prefixes() {
        return prefixes;
    }

    /** The field of that prefix, given without its colon. */
    public static Optional<QueryField> ofPrefix(String prefix) {
        return Arrays.stream(values()).filter(f -> f.prefixes.contains(prefix)).findFirst();
    }
}
