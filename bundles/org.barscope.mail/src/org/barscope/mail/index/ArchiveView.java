// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.function.FunctionScoreQuery;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.util.BytesRef;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.query.ParsedQuery;
import org.barscope.mail.query.QueryException;
import org.barscope.mail.query.QueryField;
import org.barscope.mail.query.QueryNode;
import org.barscope.mail.query.QueryParser;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.source.Location;
import org.barscope.mail.thread.MailThread;
import org.barscope.mail.thread.MessageSummary;

/**
 * The archive at one moment. Nothing in it changes, whatever an import does meanwhile. Safe on any thread; every call
 * reads the index and so may block for a disk, usually for some milliseconds. Must be closed.
 */
public final class ArchiveView implements Closeable {

    private static final Sort NEWEST = new Sort(new SortField(Fields.DATE, SortField.Type.LONG, true),
            SortField.FIELD_DOC);
    private static final Sort OLDEST = new Sort(new SortField(Fields.DATE, SortField.Type.LONG), SortField.FIELD_DOC);

    private final MailArchive archive;
    private final SharedReader shared;
    private final IndexSearcher searcher;
    private final IndexLookup lookup;
    private final VocabularyCache vocabularies;
    private volatile BooleanSupplier stop = () -> false;
    private boolean closed;

    /** Takes over one reference to the reader. */
    ArchiveView(MailArchive archive, SharedReader shared, VocabularyCache vocabularies) {
        this.archive = archive;
        this.shared = shared;
        this.searcher = new IndexSearcher(shared.reader());
        this.lookup = new IndexLookup(shared.reader());
        this.vocabularies = vocabularies;
    }

    /**
     * Has whatever is asked of this view end early when its answer is not wanted any more: with a
     * {@link CancellationException}, within some milliseconds. To be called before the first search.
     *
     * @param unwanted asked often, on the searching thread; once true it must stay so
     */
    public void stopWhen(BooleanSupplier unwanted) {
        stop = unwanted;
        searcher.setTimeout(unwanted::getAsBoolean);
    }

    private void requireWanted() {
        if (stop.getAsBoolean()) {
            throw new CancellationException("the search is not wanted any more");
        }
    }

    /** How many messages there are. */
    public long size() throws MailException {
        return reading(() -> (long) shared.reader().numDocs() - problems());
    }

    private long problems() throws IOException {
        return searcher.count(new TermQuery(new Term(Fields.PROBLEM, "1")));
    }

    /**
     * Searches.
     *
     * @param text in the query language, see {@link QueryParser}
     * @throws QueryException when the query makes no sense
     */
    public SearchResult search(String text, SearchOptions options) throws QueryException, MailException {
        long start = System.nanoTime();
        ParsedQuery parsed = QueryParser.parse(text, Instant.now());
        return asking(() -> {
            Query query = translate(parsed.root());
            requireWanted();
            TopDocs found = top(query, parsed.root(), options);
            requireWanted();
            List<SearchHit> hits = new ArrayList<>();
            Snippets snippets = options.snippets() > 0 ? new Snippets(QueryMarks.of(parsed)) : null;
            for (ScoreDoc doc : found.scoreDocs) {
                requireWanted();
                Optional<MessageSummary> summary = lookup.summary(doc.doc);
                if (summary.isPresent()) {
                    float score = Float.isNaN(doc.score) ? 0 : doc.score;
                    hits.add(new SearchHit(summary.get(), score, snippets == null ? List.of()
                            : snippets(snippets, summary.get(), options.snippets())));
                }
            }
            List<Facet> facets = options.facets() ? new FacetCounter(shared, searcher).count(query) : List.of();
            requireWanted();
            return new SearchResult(parsed, found.totalHits.value(), hits, facets,
                    Duration.ofNanos(System.nanoTime() - start));
        });
    }

    private List<Snippet> snippets(Snippets snippets, MessageSummary summary, int limit) {
        try {
            MailMessage message = archive.message(summary);
            return snippets.of(message, limit);
        } catch (MailException e) {
            // A hit without excerpt is still a hit; opening the message tells why it cannot be read.
            return List.of();
        }
    }

    private Query translate(QueryNode root) throws IOException, QueryException {
        return new QueryTranslator(shared, vocabularies).translate(root);
    }

    private TopDocs top(Query query, QueryNode root, SearchOptions options) throws IOException {
        int limit = Math.max(1, Math.min(options.limit(), Math.max(1, shared.reader().maxDoc())));
        // Without words there is nothing to rank by: the newest first is what a list of everything is read in.
        boolean ranked = options.order() == SearchOrder.RELEVANCE && !(root instanceof QueryNode.All);
        TopDocs found = ranked
                ? searcher.search(FunctionScoreQuery.boostByValue(query, shared.importance()),
                        new TopScoreDocCollectorManager(limit, null, Integer.MAX_VALUE))
                : searcher.search(query, new TopFieldCollectorManager(
                        options.order() == SearchOrder.OLDEST ? OLDEST : NEWEST,
                        limit, null, Integer.MAX_VALUE));
        return options.limit() == 0 ? new TopDocs(found.totalHits, new ScoreDoc[0]) : found;
    }

    /** How many messages a query finds. */
    public long count(String text) throws QueryException, MailException {
        ParsedQuery parsed = QueryParser.parse(text, Instant.now());
        return asking(() -> counted(translate(parsed.root())));
    }

    private long counted(Query query) throws IOException {
        long count = searcher.count(query);
        // What was not wanted any more in between has counted a part only.
        requireWanted();
        return count;
    }

    /**
     * How many messages a query finds that were imported after a moment: the new hits of a saved search, when the
     * moment is the {@link #newestImport()} of the view in which it was last looked at.
     */
    public long countSince(String text, Instant since) throws QueryException, MailException {
        ParsedQuery parsed = QueryParser.parse(text, Instant.now());
        QueryNode recent = new QueryNode.Range(QueryField.IMPORTED, Optional.of(since.plusMillis(1)), Optional.empty());
        return asking(() -> counted(translate(new QueryNode.And(List.of(parsed.root(), recent)))));
    }

    /** When the newest message here was imported; every later import has a later time. Empty without messages. */
    public Optional<Instant> newestImport() throws MailException {
        return reading(() -> Optional.ofNullable(PointValues.getMaxPackedValue(shared.reader(), Fields.IMPORTED))
                .map(packed -> Instant.ofEpochMilli(LongPoint.decodeDimension(packed, 0))));
    }

    /** Whether nothing was imported since, here or by another process. Looks at the index directory. */
    public boolean isCurrent() throws MailException {
        return reading(() -> shared.reader().isCurrent());
    }

    /**
     * The lines of a message that show best why a query found it. Reads the message again; none when that fails.
     *
     * @param limit how many at most
     */
    public List<Snippet> snippets(ParsedQuery query, MessageSummary message, int limit) {
        return snippets(new Snippets(QueryMarks.of(query)), message, limit);
    }

    /**
     * Searches and puts the hits into their threads, in the order of each thread's best hit.
     *
     * @param options the limit counts threads
     */
    public List<ConversationHit> conversations(String text, SearchOptions options) 
            throws QueryException, MailException {
        SearchResult result = search(text, options.withLimit(Math.min(options.limit() * 20, 2_000)));
        return reading(() -> {
            ThreadFinder finder = new ThreadFinder(lookup);
            Map<String, Integer> group = new HashMap<>();
            List<List<SearchHit>> hits = new ArrayList<>();
            List<ConversationHit> found = new ArrayList<>();
            for (SearchHit hit : result.hits()) {
                Integer known = group.get(hit.message().key());
                if (known != null) {
                    hits.get(known).add(hit);
                    continue;
                }
                if (hits.size() == options.limit()) {
                    continue;
                }
                List<MessageSummary> members = finder.thread(hit.message().messageId()).messages();
                members.forEach(member -> group.put(member.key(), hits.size()));
                found.add(new ConversationHit(members.isEmpty() ? hit.message() : members.getFirst(), members.size(),
                        List.of()));
                hits.add(new ArrayList<>(List.of(hit)));
            }
            List<ConversationHit> filled = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                filled.add(new ConversationHit(found.get(i).root(), found.get(i).messages(), hits.get(i)));
            }
            return filled;
        });
    }

    /** How many messages have a copy in a source. Walks all places of that source: a second for some million. */
    public long countOfSource(String name) throws MailException {
        return reading(() -> (long) searcher.count(new BooleanQuery.Builder()
                .add(new PrefixQuery(new Term(Fields.LOCATION, Location.sourceKey(name))), BooleanClause.Occur.FILTER)
                .add(new TermQuery(new Term(Fields.PROBLEM, "1")), BooleanClause.Occur.MUST_NOT).build()));
    }

    /** The message of that id, the oldest where several different ones share it. Angle brackets are ignored. */
    public Optional<MessageSummary> find(String messageId) throws MailException {
        return all(messageId).stream().min(Comparator.comparing(MessageSummary::time));
    }

    /** Every message of that id; more than one only where somebody used an id twice. */
    public List<MessageSummary> all(String messageId) throws MailException {
        return reading(() -> lookup.summaries(Fields.MID, bare(messageId)));
    }

    private static String bare(String id) {
        String text = id.strip();
        return text.startsWith("<") && text.endsWith(">") && text.length() > 2
                ? text.substring(1, text.length() - 1) : text;
    }

    /** Which of these ids the archive has messages of. */
    public Set<String> known(Collection<String> messageIds) throws MailException {
        return reading(() -> {
            Set<String> known = new HashSet<>();
            for (String id : messageIds) {
                if (lookup.has(Fields.MID, bare(id))) {
                    known.add(id);
                }
            }
            return known;
        });
    }

    /** The whole thread of a message, given by its id; no roots when nothing knows that id. */
    public MailThread thread(String messageId) throws MailException {
        return reading(() -> new ThreadFinder(lookup).thread(bare(messageId)));
    }

    /** The patch series a message is part of or answers, with all versions; empty when there is none. */
    public Optional<PatchSeries> series(String messageId) throws MailException {
        Optional<MessageSummary> message = find(messageId);
        return message.isEmpty() ? Optional.empty() : reading(() -> new SeriesFinder(lookup).series(message.get()));
    }

    /** Says how a query is understood and, when it finds nothing, why. Runs the query once or twice for each part. */
    public QueryExplanation explain(String text) throws QueryException, MailException {
        ParsedQuery parsed = QueryParser.parse(text, Instant.now());
        return asking(() -> new QueryExplainer(root -> (int) counted(translate(root)),
                new Spelling(shared.reader())).explain(parsed));
    }

    /**
     * Proposals for what could stand at the end of a query: prefixes, and values of the prefix begun.
     *
     * @param query what is typed so far, up to the cursor
     * @param limit how many at most
     * @return each a replacement of the last word
     */
    public List<String> complete(String query, int limit) throws MailException {
        return reading(() -> new Completion(shared.reader()).propose(query, limit));
    }

    /** The archive in numbers. */
    public ArchiveStats stats() throws MailException {
        return reading(() -> {
            Query all = translateAll();
            List<Facet.Value> lists = new FacetCounter(shared, searcher).count(all).stream()
                    .filter(f -> f.name().equals("list"))
                    .flatMap(f -> f.values().stream()).toList();
            Set<BytesRef> people = new HashSet<>();
            for (LeafReaderContext leaf : shared.reader().leaves()) {
                SortedDocValues senders = DocValues.getSorted(leaf.reader(), Fields.SENDER);
                for (int ord = 0; ord < senders.getValueCount(); ord++) {
                    people.add(BytesRef.deepCopyOf(senders.lookupOrd(ord)));
                }
            }
            return new ArchiveStats(searcher.count(all), problems(), flagged("PATCH"), flagged("COVER"),
                    people.size(), lists,
                    date(true), date(false), archiveBytes());
        });
    }

    private Query translateAll() throws IOException {
        try {
            return translate(new QueryNode.All());
        } catch (QueryException e) {
            throw new IllegalStateException("the query for everything is always right", e);
        }
    }

    private long flagged(String flag) throws IOException {
        return searcher.count(new TermQuery(new Term(Fields.FLAG, flag)));
    }

    private Optional<Instant> date(boolean oldest) throws IOException {
        byte[] packed = oldest ? PointValues.getMinPackedValue(shared.reader(), Fields.WRITTEN)
                : PointValues.getMaxPackedValue(shared.reader(), Fields.WRITTEN);
        return packed == null ? Optional.empty() : Optional.of(
                Instant.ofEpochSecond(LongPoint.decodeDimension(packed, 0)));
    }

    private long archiveBytes() throws IOException {
        try {
            return archive.indexSize();
        } catch (MailException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    List<Unreadable> unreadable() throws MailException {
        return reading(() -> {
            Map<String, Unreadable> found = new LinkedHashMap<>();
            lookup.documents(Fields.PROBLEM, "1", doc -> {
                BytesRef stored = lookup.stored(doc);
                String[] parts = stored.utf8ToString().split("\n", 2);
                found.put(parts[0], new Unreadable(Location.ofKey(parts[0]), parts[1]));
            });
            return List.copyOf(found.values());
        });
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private interface Asking<T> {
        T ask() throws IOException, QueryException;
    }

    private <T> T reading(Reading<T> work) throws MailException {
        requireWanted();
        try {
            return work.read();
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private <T> T asking(Asking<T> work) throws QueryException, MailException {
        requireWanted();
        try {
            return work.ask();
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private static MailException failed(Exception e) {
        return new MailException("The mail index could not be read: " + e.getMessage()
                + ". Run a check of the archive.", e);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        archive.release(shared);
    }
}
