// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.FixedBitSet;
import org.barscope.mail.query.QueryFlag;
import org.barscope.mail.thread.MessageKind;

/** Counts hits by list, person, month, kind and state. */
final class FacetCounter {

    private static final int MOST_PEOPLE = 20;
    private static final long DAY = 86_400;
    /** In the year 2242; what claims to be later is of then. */
    private static final long LAST_DAY = 99_999;
    private static final List<MessageKind> KINDS = List.of(MessageKind.PATCH, MessageKind.COVER, MessageKind.REPLY,
            MessageKind.PULLREQ, MessageKind.RFC);
    private static final List<QueryFlag> STATES = List.of(QueryFlag.REVIEWED, QueryFlag.ACKED, QueryFlag.TESTED,
            QueryFlag.OBSOLETE);

    private final SharedReader shared;
    private final IndexSearcher searcher;

    FacetCounter(SharedReader shared, IndexSearcher searcher) {
        this.shared = shared;
        this.searcher = searcher;
    }

    /** Counts every message a query finds. */
    List<Facet> count(Query query) throws IOException {
        Relations relations = shared.relations();
        Counts counts = searcher.search(query, new CollectorManager<Counter, Counts>() {
            @Override
            public Counter newCollector() {
                return new Counter(relations);
            }

            @Override
            public Counts reduce(Collection<Counter> collectors) {
                Counts sum = new Counts();
                collectors.forEach(c -> sum.add(c.counts));
                return sum;
            }
        });
        List<Facet> facets = new ArrayList<>();
        facets.add(new Facet("list", largest(counts.lists, "l:", Integer.MAX_VALUE)));
        facets.add(new Facet("person", largest(counts.people, "f:", MOST_PEOPLE)));
        List<Facet.Value> months = new ArrayList<>();
        counts.months.forEach((month, count) -> months.add(new Facet.Value(month.toString(), count, "d:" + month)));
        facets.add(new Facet("month", months));
        List<Facet.Value> kinds = new ArrayList<>();
        KINDS.forEach(kind -> value(kinds, kind.name(), counts.kinds[kind.ordinal()]));
        facets.add(new Facet("kind", kinds));
        List<Facet.Value> states = new ArrayList<>();
        for (int i = 0; i < STATES.size(); i++) {
            value(states, STATES.get(i).name(), counts.states[i]);
        }
        facets.add(new Facet("state", states));
        return facets;
    }

    private static void value(List<Facet.Value> values, String name, long count) {
        if (count > 0) {
            String typed = name.toLowerCase(Locale.ROOT);
            values.add(new Facet.Value(typed, count, "is:" + typed));
        }
    }

    private static List<Facet.Value> largest(Map<String, Long> counts, String prefix, int most) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
                .limit(most).map(e -> new Facet.Value(e.getKey(), e.getValue(), prefix + quoted(e.getKey()))).toList();
    }

    private static String quoted(String value) {
        return value.indexOf(' ') < 0 && value.indexOf('(') < 0 ? value : '"' + value.replace("\"", "") + '"';
    }

    private static final class Counts {
        final Map<String, Long> lists = new HashMap<>();
        final Map<String, Long> people = new HashMap<>();
        final Map<YearMonth, Long> months = new TreeMap<>();
        final long[] kinds = new long[MessageKind.values().length];
        final long[] states = new long[STATES.size()];

        void add(Counts other) {
            other.lists.forEach((key, count) -> lists.merge(key, count, Long::sum));
            other.people.forEach((key, count) -> people.merge(key, count, Long::sum));
            other.months.forEach((key, count) -> months.merge(key, count, Long::sum));
            for (int i = 0; i < kinds.length; i++) {
                kinds[i] += other.kinds[i];
            }
            for (int i = 0; i < states.length; i++) {
                states[i] += other.states[i];
            }
        }
    }

    private static final class Counter extends SimpleCollector {
        final Counts counts = new Counts();
        private final FixedBitSet[] stateSets;
        private int base;
        private SortedSetDocValues lists;
        private SortedDocValues people;
        private NumericDocValues dates;
        private NumericDocValues kinds;
        private long[] listCounts;
        private long[] peopleCounts;
        private long[] days = new long[512];
        private int firstDay = -1;

        Counter(Relations relations) {
            stateSets = STATES.stream().map(relations::documents).toArray(FixedBitSet[]::new);
        }

        @Override
        protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
            base = leaf.docBase;
            lists = DocValues.getSortedSet(leaf.reader(), Fields.LIST);
            people = DocValues.getSorted(leaf.reader(), Fields.SENDER);
            dates = DocValues.getNumeric(leaf.reader(), Fields.DATE);
            kinds = DocValues.getNumeric(leaf.reader(), Fields.KINDS);
            listCounts = new long[(int) lists.getValueCount()];
            peopleCounts = new long[people.getValueCount()];
        }

        @Override
        public void collect(int doc) throws IOException {
            if (lists.advanceExact(doc)) {
                for (int i = lists.docValueCount(); i > 0; i--) {
                    listCounts[(int) lists.nextOrd()]++;
                }
            }
            if (people.advanceExact(doc)) {
                peopleCounts[people.ordValue()]++;
            }
            if (dates.advanceExact(doc) && dates.longValue() > 0) {
                day((int) Math.min(dates.longValue() / DAY, LAST_DAY));
            }
            long bits = kinds.advanceExact(doc) ? kinds.longValue() : 0;
            for (int i = 0; i < counts.kinds.length; i++) {
                counts.kinds[i] += bits >> i & 1;
            }
            for (int i = 0; i < stateSets.length; i++) {
                counts.states[i] += stateSets[i].get(base + doc) ? 1 : 0;
            }
        }

        private void day(int day) {
            int at = day - firstDay;
            if (firstDay < 0 || at < 0 || at >= days.length) {
                at = makeRoom(day);
            }
            days[at]++;
        }

        /** Mail of a list is of some thousand days one after the other; only forged dates make this longer. */
        private int makeRoom(int day) {
            if (firstDay < 0) {
                firstDay = Math.max(0, day - days.length / 2);
                return day - firstDay;
            }
            int first = Math.min(firstDay, Math.max(0, day - days.length));
            int end = Math.max(firstDay + days.length, day + days.length);
            long[] more = new long[end - first];
            System.arraycopy(days, 0, more, firstDay - first, days.length);
            days = more;
            firstDay = first;
            return day - first;
        }

        @Override
        public void finish() throws IOException {
            for (int ord = 0; ord < listCounts.length; ord++) {
                if (listCounts[ord] > 0) {
                    counts.lists.merge(lists.lookupOrd(ord).utf8ToString(), listCounts[ord], Long::sum);
                }
            }
            for (int ord = 0; ord < peopleCounts.length; ord++) {
                if (peopleCounts[ord] > 0) {
                    counts.people.merge(people.lookupOrd(ord).utf8ToString(), peopleCounts[ord], Long::sum);
                }
            }
            for (int i = 0; i < days.length; i++) {
                if (days[i] > 0) {
                    counts.months.merge(YearMonth.from(LocalDate.ofEpochDay(firstDay + i)), days[i], Long::sum);
                    days[i] = 0;
                }
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
