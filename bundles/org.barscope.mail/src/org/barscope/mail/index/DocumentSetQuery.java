// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.FixedBitSet;

/** The documents of a set, numbered over the whole reader. Only for the reader the set was made from. */
final class DocumentSetQuery extends Query {

    private final FixedBitSet documents;
    private final String name;

    DocumentSetQuery(FixedBitSet documents, String name) {
        this.documents = documents;
        this.name = name;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) {
                DocIdSetIterator iterator = new Slice(documents, context.docBase, context.reader().maxDoc());
                Scorer scorer = new ConstantScoreScorer(score(), mode, iterator);
                return new ScorerSupplier() {
                    @Override
                    public Scorer get(long leadCost) {
                        return scorer;
                    }

                    @Override
                    public long cost() {
                        return iterator.cost();
                    }
                };
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false;
            }
        };
    }

    private static final class Slice extends DocIdSetIterator {
        private final FixedBitSet documents;
        private final int base;
        private final int count;
        private int current = -1;

        Slice(FixedBitSet documents, int base, int count) {
            this.documents = documents;
            this.base = base;
            this.count = count;
        }

        @Override
        public int docID() {
            return current;
        }

        @Override
        public int nextDoc() {
            return advance(current + 1);
        }

        @Override
        public int advance(int target) {
            if (target >= count || base + target >= documents.length()) {
                current = NO_MORE_DOCS;
                return current;
            }
            int next = documents.nextSetBit(base + target);
            current = next == NO_MORE_DOCS || next >= base + count ? NO_MORE_DOCS : next - base;
            return current;
        }

        @Override
        public long cost() {
            return count;
        }
    }

    @Override
    public String toString(String field) {
        return name;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DocumentSetQuery query && query.documents == documents;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(documents);
    }
}
