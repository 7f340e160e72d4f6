// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.Locale;

import org.barscope.app.mail.Grouping;
import org.barscope.app.mail.SearchMail;

/** Says how much was found. */
final class ResultCount {

    private ResultCount() {
    }

    /** Such as "1,234 messages in 87 threads, the best of them shown. 12 ms". */
    static String said(SearchMail.Result result, Grouping grouping) {
        int groups = result.groups().size();
        long shown = result.groups().stream().mapToLong(group -> group.hits().size()).sum();
        StringBuilder text = new StringBuilder(result.total() == 1 ? "1 message"
                : number(result.total()) + " messages");
        if (grouping != Grouping.NONE && groups > 0) {
            String each = grouping == Grouping.THREAD ? "thread" : "series or thread";
            text.append(" in ").append(shown < result.total() ? "more than " : "").append(number(groups)).append(' ')
                    .append(groups == 1 ? each : grouping == Grouping.THREAD ? "threads" : "series and threads");
        }
        if (shown < result.total()) {
            text.append(", the first ").append(number(shown)).append(" are shown");
        }
        return text.append(". ").append(number(Math.max(1, result.time().toMillis()))).append(" ms").toString();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
