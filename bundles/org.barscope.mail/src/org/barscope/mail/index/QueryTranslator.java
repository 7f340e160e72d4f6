// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RegexpQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.RegExp;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.barscope.mail.query.QueryException;
import org.barscope.mail.query.QueryField;
import org.barscope.mail.query.QueryFlag;
import org.barscope.mail.query.QueryNode;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.thread.MessageSummary;

/** Turns a query tree into a Lucene query for one state of the index. */
final class QueryTranslator {

    private static final float TIE = 0.1f;
    private static final Query NOTHING = new MatchNoDocsQuery("nothing in the index is like this");
    private static final int SHORTEST_HASH = 7;
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");
    private static final int MOST_REPETITIONS = 200;
    private static final int LONGEST_REGEX = 300;

    private final SharedReader shared;
    private final IndexReader reader;
    private final IndexLookup lookup;
    private final VocabularyCache vocabularies;

    QueryTranslator(SharedReader shared, VocabularyCache vocabularies) {
        this.shared = shared;
        this.reader = shared.reader();
        this.lookup = new IndexLookup(reader);
        this.vocabularies = vocabularies;
    }

    /** The query for a whole tree; never finds the entries of unreadable places. */
    Query translate(QueryNode root) throws IOException, QueryException {
        return new BooleanQuery.Builder().add(node(root), BooleanClause.Occur.MUST)
                .add(new TermQuery(new Term(Fields.PROBLEM, "1")), BooleanClause.Occur.MUST_NOT).build();
    }

    private Query node(QueryNode node) throws IOException, QueryException {
        return switch (node) {
            case QueryNode.All all -> MatchAllDocsQuery.INSTANCE;
            case QueryNode.And and -> and(and);
            case QueryNode.Or or -> {
                BooleanQuery.Builder builder = new BooleanQuery.Builder();
                for (QueryNode part : or.parts()) {
                    builder.add(node(part), BooleanClause.Occur.SHOULD);
                }
                yield builder.build();
            }
            case QueryNode.Not not -> new BooleanQuery.Builder().add(MatchAllDocsQuery.INSTANCE,
                    BooleanClause.Occur.MUST)
                    .add(node(not.part()), BooleanClause.Occur.MUST_NOT).build();
            case QueryNode.Text text -> text(text);
            case QueryNode.Wildcard wildcard -> wildcard(wildcard.field(), wildcard.pattern());
            case QueryNode.Regex regex -> each(regex.field(), field -> regex(field, regex.pattern()));
            case QueryNode.Fuzzy fuzzy -> each(fuzzy.field(), field -> fuzzy(field, fuzzy));
            case QueryNode.Name name -> name(name);
            case QueryNode.Range range -> range(range);
            case QueryNode.Version version -> IntPoint.newRangeQuery(Fields.VERSION, version.least(), version.most());
            case QueryNode.Flag flag -> flag(flag.flag());
        };
    }

    private static Query range(QueryNode.Range range) {
        if (range.field() == QueryField.IMPORTED) {
            return LongPoint.newRangeQuery(Fields.IMPORTED,
                    range.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
                    range.to().map(to -> to.toEpochMilli() - 1).orElse(Long.MAX_VALUE));
        }
        return LongPoint.newRangeQuery(range.field() == QueryField.DATE ? Fields.WRITTEN : Fields.RECEIVED,
                range.from().map(Instant::getEpochSecond).orElse(Long.MIN_VALUE),
                range.to().map(to -> to.getEpochSecond() - 1).orElse(Long.MAX_VALUE));
    }

    private Query and(QueryNode.And and) throws IOException, QueryException {
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        boolean positive = false;
        for (QueryNode part : and.parts()) {
            if (part instanceof QueryNode.Not not) {
                builder.add(node(not.part()), BooleanClause.Occur.MUST_NOT);
            } else {
                positive = true;
                builder.add(node(part), BooleanClause.Occur.MUST);
            }
        }
        if (!positive) {
            builder.add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.MUST);
        }
        return builder.build();
    }

    /** Makes the query for one index field. */
    private interface PerField {
        Query query(String field) throws IOException, QueryException;
    }

    private static Query each(QueryField asked, PerField maker) throws IOException, QueryException {
        List<Query> queries = new ArrayList<>();
        for (String field : Fields.text(asked)) {
            Query query = maker.query(field);
            if (query != NOTHING) {
                queries.add(new BoostQuery(query, Fields.weight(field)));
            }
        }
        return queries.isEmpty() ? NOTHING : queries.size() == 1 ? queries.getFirst()
                : new DisjunctionMaxQuery(queries, TIE);
    }

    private Query text(QueryNode.Text text) throws IOException, QueryException {
        if (text.words().startsWith("->") && text.words().indexOf(' ') < 0) {
            // The arrow is what distinguishes a member access from the bare word.
            return wildcard(text.field(), "*" + text.words());
        }
        List<String> parts = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<String> wholes = new ArrayList<>();
        analyze(text.words(), parts, positions, wholes);
        if (parts.isEmpty()) {
            return NOTHING;
        }
        Query words = each(text.field(), field -> phrase(field, parts, positions, wholes, text.slop()));
        boolean id = text.field() == QueryField.ANY && text.words().indexOf('@') > 0 && text.words().indexOf(' ') < 0;
        if (!id) {
            return words;
        }
        String bare = text.words().replaceAll("^<|>$", "");
        Query exact = new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(Fields.MID, bare))), 50);
        return new DisjunctionMaxQuery(List.of(words, exact), TIE);
    }

    private static void analyze(String words, List<String> parts, List<Integer> positions, List<String> wholes) {
        CodeTokenizer tokens = new CodeTokenizer();
        tokens.reset(words.toCharArray(), words.length());
        int position = -1;
        while (tokens.next()) {
            position += tokens.increment();
            if (tokens.isWhole()) {
                wholes.add(tokens.term());
            } else {
                parts.add(tokens.term());
                positions.add(position);
            }
        }
    }

    private static Query phrase(String field, List<String> parts, List<Integer> positions, List<String> wholes,
            int slop) {
        if (parts.size() == 1) {
            return new TermQuery(new Term(field, parts.getFirst()));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder().setSlop(slop);
        for (int i = 0; i < parts.size(); i++) {
            phrase.add(new Term(field, parts.get(i)), positions.get(i));
        }
        if (wholes.size() != 1) {
            return phrase.build();
        }
        // Who types vfio_pci means that first, and vfio-pci or "vfio pci" second.
        return new BooleanQuery.Builder().add(phrase.build(), BooleanClause.Occur.MUST)
                .add(new TermQuery(new Term(field, wholes.getFirst())), BooleanClause.Occur.SHOULD).build();
    }

    private Query wildcard(QueryField asked, String pattern) throws IOException, QueryException {
        List<Glob> globs = Glob.of(pattern);
        List<Query> all = new ArrayList<>();
        for (Glob glob : globs) {
            all.add(each(asked, field -> terms(field, vocabularies.find(reader, field, glob.longest(), glob))));
        }
        if (all.size() == 1) {
            return all.getFirst();
        }
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        all.forEach(query -> builder.add(query, BooleanClause.Occur.MUST));
        return all.isEmpty() ? NOTHING : builder.build();
    }

    private static Query terms(String field, List<BytesRef> terms) {
        return terms.isEmpty() ? NOTHING : terms.size() == 1 ? new ConstantScoreQuery(new TermQuery(new Term(field,
                terms.getFirst()))) : new TermInSetQuery(field, terms);
    }

    /** Refuses expressions whose automaton would grow without bound: Lucene unrolls counted repetitions. */
    private static void requireBounded(String pattern) throws QueryException {
        long product = 1;
        Matcher counts = REPETITION.matcher(pattern);
        while (counts.find()) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            product *= most.length() > 4 ? MOST_REPETITIONS + 1 : Math.max(1, Long.parseLong(most));
            if (product > MOST_REPETITIONS) {
                break;
            }
        }
        if (product > MOST_REPETITIONS || pattern.length() > LONGEST_REGEX) {
            throw new QueryException(0, "/" + (pattern.length() > 40 ? pattern.substring(0, 40) + "…" : pattern)
                    + "/ is too complex a regular expression; use * and + instead of large counts");
        }
    }

    private static Query regex(String field, String pattern) throws QueryException {
        requireBounded(pattern);
        String inner = pattern;
        String start = ".*";
        String end = ".*";
        if (inner.startsWith("^")) {
            inner = inner.substring(1);
            start = "";
        }
        if (inner.endsWith("$") && !inner.endsWith("\\$")) {
            inner = inner.substring(0, inner.length() - 1);
            end = "";
        }
        try {
            return new RegexpQuery(new Term(field, start + "(" + inner + ")" + end), RegExp.NONE,
                    RegExp.CASE_INSENSITIVE, Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
        } catch (IllegalArgumentException e) {
            throw new QueryException(0, "/" + pattern + "/ is no regular expression: " + e.getMessage());
        } catch (TooComplexToDeterminizeException | StackOverflowError e) {
            throw new QueryException(0, "/" + pattern + "/ is too complex a regular expression; use fewer repetitions");
        }
    }

    private static Query fuzzy(String field, QueryNode.Fuzzy fuzzy) {
        List<String> parts = new ArrayList<>();
        analyze(fuzzy.word(), parts, new ArrayList<>(), new ArrayList<>());
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        for (String part : parts) {
            int edits = part.length() < 4 ? Math.min(1, fuzzy.edits()) : fuzzy.edits();
            builder.add(new FuzzyQuery(new Term(field, part), edits, 1), BooleanClause.Occur.MUST);
        }
        return builder.build();
    }

    private Query name(QueryNode.Name name) throws IOException {
        return switch (name.field()) {
            case ID -> new ConstantScoreQuery(new TermQuery(new Term(Fields.MID, name.value())));
            case MESSAGE_ID -> part(Fields.MID, name.value());
            case LIST -> part(Fields.LIST, name.value().toLowerCase(Locale.ROOT));
            case PATCH_ID -> hash(Fields.PATCH_ID, name.value());
            case DIFF_PRE -> hash(Fields.PRE, name.value());
            case DIFF_POST -> hash(Fields.POST, name.value());
            case DIFF_BLOB -> new BooleanQuery.Builder()
                    .add(hash(Fields.PRE, name.value()), BooleanClause.Occur.SHOULD)
                    .add(hash(Fields.POST, name.value()), BooleanClause.Occur.SHOULD).build();
            case THREAD -> ids(new ThreadFinder(lookup).connected(name.value()).values().stream()
                    .map(MessageSummary::messageId).toList());
            case SERIES -> series(name.value());
            default -> throw new IllegalArgumentException(name.field() + " is not searched by name");
        };
    }

    /** The exact value, or when there is none such, values that have it as a part. */
    private Query part(String field, String value) throws IOException {
        if (value.indexOf('*') < 0 && lookup.has(field, value)) {
            return new ConstantScoreQuery(new TermQuery(new Term(field, value)));
        }
        String longest = Arrays.stream(value.split("\\*"))
                .max(Comparator.comparingInt(String::length)).orElse("");
        Pattern pattern = Pattern.compile(Arrays.stream(value.split("\\*", -1))
                .map(VocabularyCache::latin).map(Pattern::quote)
                .collect(Collectors.joining(".*?")));
        if (longest.isEmpty() || value.chars().filter(c -> c == '*').count() > 4) {
            return NOTHING;
        }
        return terms(field, vocabularies.find(reader, field, longest,
                (all, start, hit, end) -> pattern.matcher(all).region(start, end).find()));
    }

    /** Ids are abbreviated on both sides: the typed one may be shorter or longer than the one in the mail. */
    private static Query hash(String field, String typed) {
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        builder.add(new PrefixQuery(new Term(field, typed)), BooleanClause.Occur.SHOULD);
        for (int length = SHORTEST_HASH; length < typed.length() && !field.equals(Fields.PATCH_ID); length++) {
            builder.add(new TermQuery(new Term(field, typed.substring(0, length))), BooleanClause.Occur.SHOULD);
        }
        return new ConstantScoreQuery(builder.build());
    }

    private static Query ids(List<String> ids) {
        return terms(Fields.MID, ids.stream().map(BytesRef::new).distinct().toList());
    }

    /** A Message-ID of one of its mails, a change-id, or words of a title. */
    private Query series(String value) throws IOException {
        List<MessageSummary> members = new ArrayList<>(lookup.summaries(Fields.MID, value));
        members.addAll(lookup.summaries(Fields.CHANGE, value));
        if (members.isEmpty()) {
            List<String> parts = new ArrayList<>();
            List<Integer> positions = new ArrayList<>();
            analyze(value, parts, positions, new ArrayList<>());
            return parts.isEmpty() ? NOTHING : titled(phrase(Fields.SUBJECT, parts, positions, List.of(), 0));
        }
        SeriesFinder finder = new SeriesFinder(lookup);
        Set<String> ids = new LinkedHashSet<>();
        for (MessageSummary member : members) {
            finder.series(member).ifPresent(series -> add(series, ids));
        }
        return ids.isEmpty() ? NOTHING : ids(List.copyOf(ids));
    }

    private static Query titled(Query subject) {
        return new BooleanQuery.Builder().add(subject, BooleanClause.Occur.MUST)
                .add(new BooleanQuery.Builder().add(flagTerm(QueryFlag.PATCH), BooleanClause.Occur.SHOULD)
                        .add(flagTerm(QueryFlag.COVER), BooleanClause.Occur.SHOULD).build(), BooleanClause.Occur.FILTER)
                .build();
    }

    private static void add(PatchSeries series, Set<String> ids) {
        series.versions().forEach(version -> {
            version.cover().map(MessageSummary::messageId).ifPresent(ids::add);
            version.patches().forEach(patch -> ids.add(patch.message().messageId()));
        });
    }

    private static Query flagTerm(QueryFlag flag) {
        return new ConstantScoreQuery(new TermQuery(new Term(Fields.FLAG, flag.name())));
    }

    private Query flag(QueryFlag flag) throws IOException {
        return switch (flag) {
            case REVIEWED, ACKED, TESTED, OBSOLETE -> new DocumentSetQuery(shared.relations().documents(flag),
                    flag.typed());
            case PATCH, COVER, REPLY, PULLREQ, RFC, ROOT, BROKEN, ATTACHMENT, DIFF -> flagTerm(flag);
        };
    }
}
