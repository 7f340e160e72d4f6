// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Gives the tokens of {@link CodeTokenizer} to Lucene. */
final class CodeAnalyzer extends Analyzer {

    @Override
    protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new Stream());
    }

    private static final class Stream extends Tokenizer {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);
        private final CodeTokenizer tokens = new CodeTokenizer();
        private char[] text = new char[1 << 12];

        @Override
        public void reset() throws IOException {
            super.reset();
            int count = 0;
            int read = input.read(text, 0, text.length);
            while (read >= 0) {
                count += read;
                if (count == text.length) {
                    text = Arrays.copyOf(text, text.length * 2);
                }
                read = input.read(text, count, text.length - count);
            }
            tokens.reset(text, count);
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            if (!tokens.next()) {
                return false;
            }
            int length = tokens.foldAscii(term.resizeBuffer(CodeTokenizer.LONGEST + 1));
            if (length >= 0) {
                term.setLength(length);
            } else {
                term.setEmpty().append(tokens.term());
            }
            position.setPositionIncrement(tokens.increment());
            return true;
        }
    }
}
