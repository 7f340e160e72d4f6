// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A pattern with {@code *}, matched against terms of a vocabulary. Without a star at an end, that end must lie at the
 * border of a sub-word: {@code pci_core*} finds vfio_pci_core_mmap, {@code ci_core*} does not, {@code *ci_core*} does.
 */
final class Glob implements VocabularyCache.Filter {

    private final List<String> pieces = new ArrayList<>();
    private final boolean freeStart;
    private final boolean freeEnd;
    private final String longest;

    private Glob(String pattern) {
        freeStart = pattern.startsWith("*");
        freeEnd = pattern.endsWith("*");
        for (String piece : pattern.split("\\*+")) {
            if (!piece.isEmpty()) {
                pieces.add(VocabularyCache.latin(piece));
            }
        }
        longest = Arrays.stream(pattern.split("\\*+")).max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /**
     * The globs that must all be found for a typed pattern: one, unless it has characters no term has, such as
     * parentheses, which split it.
     */
    static List<Glob> of(String typed) {
        List<Glob> globs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        String folded = CodeTokenizer.fold(typed) + ' ';
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            boolean joint = "_./->+@#$%~".indexOf(c) >= 0
                    || c == ':' && i + 1 < folded.length() && (CodeTokenizer.part(folded.charAt(i + 1))
                    || folded.charAt(i + 1) == '*');
            if (c == '*' || joint || CodeTokenizer.part(c)) {
                run.append(c);
            } else {
                if (run.chars().anyMatch(r -> CodeTokenizer.part((char) r) || r == '_')) {
                    globs.add(new Glob(run.toString()));
                }
                run.setLength(0);
            }
        }
        return globs;
    }

    /** The piece to look for first. */
    String longest() {
        return longest;
    }

    @Override
    public boolean accepts(String all, int start, int hit, int end) {
        int at = start;
        for (int i = 0; i < pieces.size(); i++) {
            String piece = pieces.get(i);
            boolean border = i == 0 && !freeStart;
            boolean last = i == pieces.size() - 1 && !freeEnd;
            int found = all.indexOf(piece, at);
            while (found >= 0 && found + piece.length() <= end
                    && (border && !startsWord(all, start, found) || last && !endsWord(all, end, found
                    + piece.length()))) {
                found = all.indexOf(piece, found + 1);
            }
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }

    private static boolean startsWord(String all, int start, int at) {
        return at == start || !wordByte(all.charAt(at - 1)) || !wordByte(all.charAt(at));
    }

    private static boolean endsWord(String all, int end, int at) {
        return at == end || !wordByte(all.charAt(at)) || !wordByte(all.charAt(at - 1));
    }

    private static boolean wordByte(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80;
    }
}
