// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Message-IDs as they stand in Message-ID, In-Reply-To and References, however carelessly written. */
public final class MessageIds {

    /** References longer than this are somebody's loop; the nearest ancestors are kept. */
    static final int MOST = 200;
    private static final int LONGEST = 998;

    private MessageIds() {
    }

    /** The ids in a field, without angle brackets, in order and each once. */
    public static List<String> parse(String field) {
        Set<String> ids = new LinkedHashSet<>();
        int at = 0;
        while (true) {
            int open = field.indexOf('<', at);
            int close = open < 0 ? -1 : field.indexOf('>', open);
            if (close < 0) {
                break;
            }
            add(ids, field.substring(open + 1, close));
            at = close + 1;
        }
        if (ids.isEmpty() && field.indexOf('<') < 0) {
            // Some mailers drop the brackets. A token with an @ is still an id.
            for (String token : field.split("[\\s,;\"]+")) {
                if (token.indexOf('@') > 0) {
                    add(ids, token);
                }
            }
        }
        List<String> list = new ArrayList<>(ids);
        return list.size() <= MOST ? list : list.subList(list.size() - MOST, list.size());
    }

    private static void add(Set<String> ids, String raw) {
        String id = raw.strip();
        if (id.indexOf(' ') >= 0 || id.indexOf('\t') >= 0) {
            // Folding in the middle of an id leaves blanks that were never part of it.
            id = id.replace(" ", "").replace("\t", "");
        }
        if (!id.isEmpty() && id.length() <= LONGEST) {
            ids.remove(id);
            ids.add(id);
        }
    }
}
