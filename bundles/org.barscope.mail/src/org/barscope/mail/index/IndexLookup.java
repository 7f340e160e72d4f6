// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.barscope.mail.thread.MessageSummary;

/** Finds documents by exact terms, without the cost of a search. Any thread. */
final class IndexLookup {

    private static final Set<String> SUMMARY = Set.of(Fields.SUMMARY);

    private final IndexReader reader;

    IndexLookup(IndexReader reader) {
        this.reader = reader;
    }

    /** Takes document numbers. */
    interface DocumentVisitor {
        void visit(int document) throws IOException;
    }

    void documents(String field, String value, DocumentVisitor visitor) throws IOException {
        Term term = new Term(field, value);
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                if (live == null || live.get(doc)) {
                    visitor.visit(leaf.docBase + doc);
                }
            }
        }
    }

    boolean has(String field, String value) throws IOException {
        boolean[] found = new boolean[1];
        documents(field, value, doc -> found[0] = true);
        return found[0];
    }

    List<MessageSummary> summaries(String field, String value) throws IOException {
        List<MessageSummary> found = new ArrayList<>();
        documents(field, value, doc -> summary(doc).ifPresent(found::add));
        return found;
    }

    /** The summary of a document; empty when the document tells of something unreadable. */
    Optional<MessageSummary> summary(int document) throws IOException {
        BytesRef stored = stored(document);
        // A summary starts with the length of a key; the text of a problem is found by its own field only.
        return stored == null || has(document) ? Optional.empty() : Optional.of(SummaryCodec.decode(stored));
    }

    private boolean has(int document) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            int doc = document - leaf.docBase;
            if (doc >= 0 && doc < leaf.reader().maxDoc()) {
                PostingsEnum postings = leaf.reader().postings(new Term(Fields.PROBLEM, "1"), PostingsEnum.NONE);
                return postings != null && postings.advance(doc) == doc;
            }
        }
        return false;
    }

    BytesRef stored(int document) throws IOException {
        return reader.storedFields().document(document, SUMMARY).getBinaryValue(Fields.SUMMARY);
    }

    /** Takes terms. */
    interface TermVisitor {
        void visit(String term) throws IOException;
    }

    /** Every term of a field that starts so, also of deleted documents. */
    void terms(String field, String prefix, TermVisitor visitor) throws IOException {
        BytesRef start = new BytesRef(prefix);
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(field);
            TermsEnum each = terms == null ? null : terms.iterator();
            if (each == null || each.seekCeil(start) == TermsEnum.SeekStatus.END) {
                continue;
            }
            for (BytesRef term = each.term(); term != null && StringHelper.startsWith(term,
                    start); term = each.next()) {
                visitor.visit(term.utf8ToString());
            }
        }
    }
}
