// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/**
 * The terms of the index in a form that can be searched for a piece of a term. Lucene's dictionary can only be walked
 * from the start of a term, at a few million terms a second; the same terms one after the other in memory are searched
 * with the processor's vector instructions, some hundred times as fast. Built when first asked for, one piece a segment
 * and field, and dropped least recently used first. Any thread.
 */
final class VocabularyCache {

    /** All vocabularies together, bytes. */
    private static final long MOST = 192L << 20;

    private record Key(Object segment, String field) {
    }

    private final Map<Key, String> vocabularies = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /** Judges a term found. */
    interface Filter {
        /**
         * Whether the term counts.
         *
         * @param all   the vocabulary
         * @param start where the term starts in it
         * @param hit   where the piece was found
         * @param end   the end of the term
         */
        boolean accepts(String all, int start, int hit, int end);
    }

    /** The terms of a field that have the piece, in folded form, somewhere where the filter accepts it. */
    List<BytesRef> find(IndexReader reader, String field, String piece, Filter filter) throws IOException {
        String wanted = latin(piece);
        TreeSet<BytesRef> found = new TreeSet<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            String all = vocabulary(leaf.reader(), field);
            int hit = all.indexOf(wanted);
            while (hit >= 0) {
                int start = all.lastIndexOf('\n', hit) + 1;
                int end = all.indexOf('\n', hit);
                if (filter.accepts(all, start, hit, end)) {
                    found.add(new BytesRef(all.substring(start, end).getBytes(StandardCharsets.ISO_8859_1)));
                    hit = all.indexOf(wanted, end);
                } else {
                    hit = all.indexOf(wanted, hit + 1);
                }
            }
        }
        return new ArrayList<>(found);
    }

    /** UTF-8 bytes as characters of one byte each: such strings are what the vector search works on. */
    static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private synchronized String vocabulary(LeafReader reader, String field) throws IOException {
        IndexReader.CacheHelper helper = reader.getCoreCacheHelper();
        Key key = new Key(helper == null ? reader : helper.getKey(), field);
        String known = vocabularies.get(key);
        if (known != null) {
            return known;
        }
        String all = read(reader.terms(field));
        if (vocabularies.put(key, all) == null && helper != null) {
            helper.addClosedListener(closed -> drop(new Key(closed, field)));
        }
        size += all.length();
        var oldest = vocabularies.entrySet().iterator();
        while (size > MOST && oldest.hasNext()) {
            Map.Entry<Key, String> entry = oldest.next();
            if (!entry.getKey().equals(key)) {
                size -= entry.getValue().length();
                oldest.remove();
            }
        }
        return all;
    }

    private synchronized void drop(Key key) {
        String dropped = vocabularies.remove(key);
        size -= dropped == null ? 0 : dropped.length();
    }

    private static String read(Terms terms) throws IOException {
        if (terms == null) {
            return "\n";
        }
        byte[] all = new byte[1 << 16];
        int length = 0;
        all[length++] = '\n';
        TermsEnum each = terms.iterator();
        for (BytesRef term = each.next(); term != null; term = each.next()) {
            if (length + term.length + 1 > all.length) {
                all = Arrays.copyOf(all, Math.max(length + term.length + 1, all.length * 2));
            }
            System.arraycopy(term.bytes, term.offset, all, length, term.length);
            length += term.length;
            all[length++] = '\n';
        }
        return new String(all, 0, length, StandardCharsets.ISO_8859_1);
    }
}
