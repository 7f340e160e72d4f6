// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
    /** What each sender's replies gain, by segment and number of the sender in it; not a number until asked for. */
    private final AtomicReferenceArray<float[]> gains;

    /**
     * @param judges   how often each person reviewed, by address
     * @param newest   when the newest message was written, seconds
     * @param segments how many there are
     */
    Importance(Map<String, Integer> judges, long newest, int segments) {
        this.judges = judges;
        this.newest = newest;
        this.gains = new AtomicReferenceArray<>(segments);
    }

    /** Looking up an address costs more than all else here, and the same few people write most replies. */
    private float[] gains(LeafReaderContext leaf, SortedDocValues senders) {
        float[] known = gains.get(leaf.ord);
        if (known == null) {
            known = new float[senders.getValueCount()];
            Arrays.fill(known, Float.NaN);
            // Another thread's array would hold the same numbers.
            gains.set(leaf.ord, known);
        }
        return known;
    }

    @Override
    public DoubleValues getValues(LeafReaderContext leaf, DoubleValues scores) throws IOException {
        NumericDocValues kinds = DocValues.getNumeric(leaf.reader(), Fields.KINDS);
        NumericDocValues dates = DocValues.getNumeric(leaf.reader(), Fields.DATE);
        SortedDocValues senders = DocValues.getSorted(leaf.reader(), Fields.SENDER);
        float[] gains = gains(leaf, senders);
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
                    factor += gain(senders.ordValue());
                }
                long date = dates.advanceExact(document) ? dates.longValue() : 0;
                return factor / (1 + FADING * Math.max(0, newest - date) / YEAR);
            }

            private float gain(int sender) throws IOException {
                float gain = gains[sender];
                if (Float.isNaN(gain)) {
                    gain = (float) judge(senders.lookupOrd(sender).utf8ToString());
                    gains[sender] = gain;
                }
                return gain;
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
        return System.identityHashCode(this);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return "importance";
    }
}
