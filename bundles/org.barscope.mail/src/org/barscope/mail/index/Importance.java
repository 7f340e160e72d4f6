// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.DoubleValuesSource;
import org.apache.lucene.search.IndexSearcher;
import org.barscope.mail.thread.MessageKind;

/**
 * What a message counts for beyond its words, as a factor. Cover letters say what a series is about. Replies of people
 * who review much carry the decisions; that is counted from the reviews and acks found in the archive, no list of names
 * is kept. Older messages count a little less, measured from the newest message, so that an old archive is not flat.
 */
final class Importance extends DoubleValuesSource {

    private static final double COVER = 1.8;
    private static final double PATCH = 1.2;
    private static final double JUDGE_STEP = 0.08;
    private static final double JUDGE_MOST = 0.6;
    private static final double YEAR = 365.25 * 86_400;
    private static final double FADING = 0.25;

    private final Map<String, Integer> judges;
    private final long newest;

    Importance(Map<String, Integer> judges, long newest) {
        this.judges = judges;
        this.newest = newest;
    }

    @Override
    public DoubleValues getValues(LeafReaderContext leaf, DoubleValues scores) throws IOException {
        NumericDocValues kinds = DocValues.getNumeric(leaf.reader(), Fields.KINDS);
        NumericDocValues dates = DocValues.getNumeric(leaf.reader(), Fields.DATE);
        SortedDocValues senders = DocValues.getSorted(leaf.reader(), Fields.SENDER);
        return new DoubleValues() {
            private int document;

            @Override
            public boolean advanceExact(int doc) {
                document = doc;
                return true;
            }

            @Override
            public double doubleValue() throws IOException {
                long kind = kinds.advanceExact(document) ? kinds.longValue() : 0;
                double factor = is(kind, MessageKind.COVER) ? COVER : is(kind, MessageKind.PATCH) ? PATCH : 1;
                if (is(kind, MessageKind.REPLY) && senders.advanceExact(document)) {
                    factor += judge(senders.lookupOrd(senders.ordValue()).utf8ToString());
                }
                long date = dates.advanceExact(document) ? dates.longValue() : 0;
                return factor / (1 + FADING * Math.max(0, newest - date) / YEAR);
            }
        };
    }

    private static boolean is(long kinds, MessageKind kind) {
        return (kinds & 1L << kind.ordinal()) != 0;
    }

    private double judge(String email) {
        int given = judges.getOrDefault(email, 0);
        return given == 0 ? 0 : Math.min(JUDGE_MOST, JUDGE_STEP * (1 + Math.log(given) / Math.log(2)));
    }

    @Override
    public boolean needsScores() {
        return false;
    }

    @Override
    public DoubleValuesSource rewrite(IndexSearcher searcher) {
        return this;
    }

    @Override
    public boolean isCacheable(LeafReaderContext leaf) {
        return false;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(newest) ^ System.identityHashCode(judges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Importance importance && importance.judges == judges && importance.newest == newest;
    }

    @Override
    public String toString() {
        return "importance";
    }
}
