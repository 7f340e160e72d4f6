// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.barscope.mail.parse.Trailer;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.series.SeriesPatch;
import org.barscope.mail.series.SeriesVersion;
import org.barscope.mail.thread.MessageSummary;

/** A row of the series view: a version, its cover letter, patches and what was dropped, and trailers. */
sealed interface SeriesNode {

    /** The rows of a series, the newest version first. */
    static List<SeriesNode> of(PatchSeries series) {
        return series.versions().reversed().stream().<SeriesNode>map(Version::new).toList();
    }

    /** The rows below. */
    default List<SeriesNode> children() {
        return List.of();
    }

    /** What is called what, for the first column. */
    String title();

    /** What became of it, for the second column. */
    default String state() {
        return "";
    }

    /** The mail behind it. */
    default Optional<MessageSummary> message() {
        return Optional.empty();
    }

    /** One posting. */
    record Version(SeriesVersion version) implements SeriesNode {
        @Override
        public List<SeriesNode> children() {
            List<SeriesNode> rows = new ArrayList<>();
            version.cover().ifPresent(cover -> rows.add(new Cover(cover, version.total(), version.coverTrailers())));
            version.patches().forEach(patch -> rows.add(new Patch(version, patch)));
            version.dropped().forEach(title -> rows.add(new Dropped(title)));
            return rows;
        }

        @Override
        public String title() {
            return version.label() + "  " + MailDateText.day(version.posted());
        }

        @Override
        public String state() {
            int here = version.patches().size();
            String count = version.isComplete() ? here + (version.total() == 1 ? " patch" : " patches")
                    : here + " of " + version.total() + " patches here";
            return count + (version.obsolete() ? ", superseded" : "");
        }

        @Override
        public Optional<MessageSummary> message() {
            return version.cover().or(() -> version.patches().stream().findFirst().map(SeriesPatch::message));
        }
    }

    /** A cover letter. */
    record Cover(MessageSummary mail, int total, List<Trailer> trailers) implements SeriesNode {
        @Override
        public List<SeriesNode> children() {
            return trailers.stream().<SeriesNode>map(Given::new).toList();
        }

        @Override
        public String title() {
            return "0/" + total + "  Cover letter";
        }

        @Override
        public String state() {
            return summary(trailers);
        }

        @Override
        public Optional<MessageSummary> message() {
            return Optional.of(mail);
        }
    }

    /** A patch. */
    record Patch(SeriesVersion version, SeriesPatch patch) implements SeriesNode {
        @Override
        public List<SeriesNode> children() {
            return patch.trailers().stream().<SeriesNode>map(Given::new).toList();
        }

        @Override
        public String title() {
            return patch.index() + "/" + version.total() + "  " + patch.title();
        }

        @Override
        public String state() {
            String change = switch (patch.state()) {
                case NEW -> "new";
                case SAME -> "same";
                case CHANGED -> "changed";
            };
            String given = summary(patch.trailers());
            return given.isEmpty() ? change : change + "; " + given;
        }

        @Override
        public Optional<MessageSummary> message() {
            return Optional.of(patch.message());
        }
    }

    /** A patch of the version before that is no longer there. */
    record Dropped(String patchTitle) implements SeriesNode {
        @Override
        public String title() {
            return "–  " + patchTitle;
        }

        @Override
        public String state() {
            return "dropped";
        }
    }

    /** A trailer somebody gave. */
    record Given(Trailer trailer) implements SeriesNode {
        @Override
        public String title() {
            return trailer.token() + ": " + trailer.value();
        }
    }

    /** Such as "2 Reviewed-by, 1 Acked-by". */
    private static String summary(List<Trailer> trailers) {
        List<String> parts = new ArrayList<>();
        for (String token : List.of("Reviewed-by", "Acked-by", "Tested-by")) {
            long count = trailers.stream().filter(trailer -> trailer.is(token)).count();
            if (count > 0) {
                parts.add(count + " " + token);
            }
        }
        return String.join(", ", parts);
    }
}
