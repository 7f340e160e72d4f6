// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times of mails are written. In the time zone of this computer. */
public final class MailDateText {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

    private MailDateText() {
    }

    /** 2026-05-05. */
    public static String day(Instant time) {
        return DAY.format(time.atZone(ZoneId.systemDefault()));
    }

    /** 2026-05-05 14:50. */
    public static String minute(Instant time) {
        return MINUTE.format(time.atZone(ZoneId.systemDefault()));
    }

    /** Tue 5 May 2026 14:50:58 +0200. */
    public static String full(Instant time) {
        return FULL.format(time.atZone(ZoneId.systemDefault()));
    }
}
