// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.List;
import org.barscope.mail.query.QueryField;

/** The names of the index fields. Short, because Lucene writes them often. Changing one needs a new {@link #FORMAT}. */
final class Fields {

    /** Raised whenever an older index can no longer be read or extended. */
    static final String FORMAT = "3";

    static final String KEY = "key";
    static final String MID = "mid";
    static final String PARENT = "irt";
    static final String REFERENCE = "ref";
    static final String LOCATION = "loc";
    static final String LIST = "list";
    static final String FLAG = "is";
    static final String VERSION = "v";
    static final String TITLE = "title";
    static final String CHANGE = "chg";
    static final String GIVEN = "gave";
    static final String SENDER = "who";
    static final String NAME = "name";
    /** To sort by; every message has one. */
    static final String DATE = "d";
    /** To search by; only messages whose date is known. Lucene wants a field to be the same in all documents. */
    static final String WRITTEN = "dw";
    static final String RECEIVED = "rt";
    /** Milliseconds, the same for all messages of one commit and larger than in any commit before. */
    static final String IMPORTED = "at";
    static final String KINDS = "kinds";
    static final String PATCH = "pv";
    static final String SUMMARY = "sum";
    static final String PROBLEM = "problem";
    static final String PRE = "dfpre";
    static final String POST = "dfpost";
    static final String PATCH_ID = "patchid";

    static final String SUBJECT = "s";
    static final String FROM = "f";
    static final String TO = "t";
    static final String CC = "c";
    static final String NEW = "nq";
    static final String QUOTED = "q";
    static final String SIGNATURE = "sig";
    static final String REMOVED = "dfa";
    static final String ADDED = "dfb";
    static final String CONTEXT = "dfctx";
    static final String FUNCTION = "dfhh";
    static final String FILE = "dfn";
    static final String ATTACHMENT = "n";

    private static final List<String> DIFF = List.of(FILE, REMOVED, ADDED, CONTEXT, FUNCTION);
    private static final List<String> UNQUOTED = List.of(NEW, FILE, REMOVED, ADDED, CONTEXT, FUNCTION);
    private static final List<String> BODY = List.of(NEW, QUOTED, SIGNATURE, FILE, REMOVED, ADDED, CONTEXT, FUNCTION);
    private static final List<String> BODY_SUBJECT = List.of(SUBJECT, NEW, QUOTED, SIGNATURE, FILE, REMOVED, ADDED,
            CONTEXT,
            FUNCTION);
    private static final List<String> ANY = List.of(SUBJECT, NEW, FILE, FROM, QUOTED, ADDED, REMOVED, CONTEXT, FUNCTION,
            SIGNATURE, ATTACHMENT);

    private Fields() {
    }

    /** The text fields of the index that a field of the query language looks into. */
    static List<String> text(QueryField field) {
        return switch (field) {
            case ANY -> ANY;
            case SUBJECT -> List.of(SUBJECT);
            case FROM -> List.of(FROM);
            case TO -> List.of(TO);
            case CC -> List.of(CC);
            case TO_CC -> List.of(TO, CC);
            case PEOPLE -> List.of(FROM, TO, CC);
            case BODY -> BODY;
            case BODY_SUBJECT -> BODY_SUBJECT;
            case NEW -> UNQUOTED;
            case QUOTED -> List.of(QUOTED);
            case SIGNATURE -> List.of(SIGNATURE);
            case DIFF_FILE -> List.of(FILE);
            case DIFF_REMOVED -> List.of(REMOVED);
            case DIFF_ADDED -> List.of(ADDED);
            case DIFF_CONTEXT -> List.of(CONTEXT);
            case DIFF_FUNCTION -> List.of(FUNCTION);
            case ATTACHMENT -> List.of(ATTACHMENT);
            default -> throw new IllegalArgumentException(field + " is not searched by words");
        };
    }

    /** How much a hit in a field counts, before what makes the message itself important. */
    static float weight(String field) {
        return switch (field) {
            case SUBJECT -> 4f;
            case FILE, FROM -> 2f;
            case NEW -> 1.5f;
            case FUNCTION -> 1f;
            case QUOTED, SIGNATURE -> 0.4f;
            default -> DIFF.contains(field) ? 0.7f : 1f;
        };
    }
}
