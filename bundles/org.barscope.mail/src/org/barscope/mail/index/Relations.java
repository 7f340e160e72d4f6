// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.barscope.mail.query.QueryFlag;
import org.barscope.mail.thread.MessageKind;
import org.barscope.mail.thread.MessageSummary;

/**
 * What one message says of another: reviewed, acked, tested, superseded. Computed for a whole state of the index at
 * once, because it changes with every message that arrives. Some bytes a message while it lasts.
 */
final class Relations {

    private static final Map<QueryFlag, String> GIVEN = Map.of(QueryFlag.REVIEWED, "reviewed:", QueryFlag.ACKED,
            "acked:",
            QueryFlag.TESTED, "tested:");

    private static final int MOST_OF_ONE_TITLE = 1_000;

    private final Map<QueryFlag, FixedBitSet> sets = new HashMap<>();
    private final IndexLookup lookup;
    private final int[] kinds;
    private final int[] rounds;
    private final long[] dates;
    private final int[] senders;
    private final int[] names;

    private Relations(DirectoryReader reader) throws IOException {
        int max = Math.max(1, reader.maxDoc());
        lookup = new IndexLookup(reader);
        kinds = new int[max];
        rounds = new int[max];
        dates = new long[max];
        senders = new int[max];
        names = new int[max];
        for (LeafReaderContext leaf : reader.leaves()) {
            load(leaf);
        }
        Bits live = MultiBits.getLiveDocs(reader);
        for (Map.Entry<QueryFlag, String> entry : GIVEN.entrySet()) {
            sets.put(entry.getKey(), given(entry.getValue(), max));
        }
        FixedBitSet obsolete = new FixedBitSet(max);
        superseded(MultiTerms.getTerms(reader, Fields.TITLE), live, true, obsolete);
        superseded(MultiTerms.getTerms(reader, Fields.CHANGE), live, false, obsolete);
        spread(obsolete);
        sets.put(QueryFlag.OBSOLETE, obsolete);
    }

    static Relations of(DirectoryReader reader) throws IOException {
        return new Relations(reader);
    }

    /** The documents a flag holds for; the flag must be one of those that depend on other messages. */
    FixedBitSet documents(QueryFlag flag) {
        return sets.get(flag);
    }

    private void load(LeafReaderContext leaf) throws IOException {
        NumericDocValues kind = DocValues.getNumeric(leaf.reader(), Fields.KINDS);
        NumericDocValues round = DocValues.getNumeric(leaf.reader(), Fields.PATCH);
        NumericDocValues date = DocValues.getNumeric(leaf.reader(), Fields.DATE);
        hashes(leaf, Fields.SENDER, senders);
        hashes(leaf, Fields.NAME, names);
        for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
            int at = leaf.docBase + doc;
            kinds[at] = kind.advanceExact(doc) ? (int) kind.longValue() : 0;
            rounds[at] = round.advanceExact(doc) ? (int) round.longValue() : -1;
            dates[at] = date.advanceExact(doc) ? date.longValue() : 0;
        }
    }

    /** Numbers for the values of a field, the same for the same value in every segment; 0 for none. */
    private static void hashes(LeafReaderContext leaf, String field, int[] target) throws IOException {
        SortedDocValues values = DocValues.getSorted(leaf.reader(), field);
        int[] hashes = new int[values.getValueCount()];
        for (int ord = 0; ord < hashes.length; ord++) {
            hashes[ord] = values.lookupOrd(ord).utf8ToString().hashCode();
        }
        for (int doc = values.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = values.nextDoc()) {
            target[leaf.docBase + doc] = hashes[values.ordValue()];
        }
    }

    private boolean samePerson(int one, int other) {
        return senders[one] != 0 && senders[one] == senders[other] || names[one] != 0 && names[one] == names[other];
    }

    private boolean is(int doc, MessageKind kind) {
        return (kinds[doc] & 1 << kind.ordinal()) != 0;
    }

    private FixedBitSet given(String prefix, int max) throws IOException {
        FixedBitSet set = new FixedBitSet(max);
        lookup.terms(Fields.GIVEN, prefix, term -> {
            if (!lookup.has(Fields.GIVEN, term)) {
                return;
            }
            String id = term.substring(prefix.length());
            lookup.documents(Fields.MID, id, doc -> {
                if (is(doc, MessageKind.PATCH)) {
                    set.set(doc);
                } else if (is(doc, MessageKind.COVER)) {
                    set.set(doc);
                    // Who reviews the cover letter means the whole series.
                    lookup.documents(Fields.PARENT, id, child -> {
                        if (is(child, MessageKind.PATCH) && rounds[child] == rounds[doc]) {
                            set.set(child);
                        }
                    });
                }
            });
        });
        return set;
    }

    /** Marks what has a later namesake of another round, among the mails that share a term. */
    private void superseded(Terms terms, Bits live, boolean bySender, FixedBitSet obsolete) throws IOException {
        TermsEnum each = terms == null ? null : terms.iterator();
        PostingsEnum postings = null;
        List<Integer> group = new ArrayList<>();
        for (BytesRef term = each == null ? null : each.next(); term != null; term = each.next()) {
            if (each.docFreq() < 2) {
                continue;
            }
            group.clear();
            postings = each.postings(postings, PostingsEnum.NONE);
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                if ((live == null || live.get(doc)) && rounds[doc] >= 0) {
                    group.add(doc);
                }
            }
            if (group.size() > MOST_OF_ONE_TITLE) {
                // A title as common as "fix build" does not identify a series.
                continue;
            }
            for (int doc : group) {
                if (group.stream().anyMatch(other -> later(other, doc) && (!bySender || samePerson(other, doc)))) {
                    obsolete.set(doc);
                }
            }
        }
    }

    private boolean later(int other, int doc) {
        return rounds[other] != rounds[doc] && dates[other] > dates[doc]
                && is(other, MessageKind.COVER) == is(doc, MessageKind.COVER);
    }

    /** A superseded cover letter, or first patch, takes the patches below it along,
            also those that were dropped later. */
    private void spread(FixedBitSet obsolete) throws IOException {
        List<Integer> heads = new ArrayList<>();
        for (int doc = obsolete.nextSetBit(0); doc != DocIdSetIterator.NO_MORE_DOCS;
                doc = doc + 1 < obsolete.length() ? obsolete.nextSetBit(doc + 1) : DocIdSetIterator.NO_MORE_DOCS) {
            heads.add(doc);
        }
        for (int head : heads) {
            Optional<MessageSummary> summary = lookup.summary(head);
            boolean leads = summary.map(s -> s.is(MessageKind.COVER) || s.patch().index() == 1).orElse(false);
            if (leads) {
                lookup.documents(Fields.REFERENCE, summary.get().messageId(), child -> {
                    if (is(child, MessageKind.PATCH) && rounds[child] == rounds[head] && samePerson(child, head)) {
                        obsolete.set(child);
                    }
                });
            }
        }
    }
}
