// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.barscope.app.mail.MailGroup;
import org.barscope.mail.index.Snippet;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.series.SeriesVersion;
import org.barscope.mail.thread.MessageSummary;
import org.barscope.ui.discussion.message.MailDateText;
import org.barscope.ui.discussion.message.Subjects;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.StyledCellLabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.StyledString.Styler;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.graphics.TextStyle;

/** Draws one column of the results. What was searched is bold and underlined, which shows in every colour scheme. */
final class ResultLabels extends StyledCellLabelProvider {

    private static final Styler MARK = new Styler() {
        @Override
        public void applyStyles(TextStyle style) {
            style.font = JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT);
            style.underline = true;
        }
    };

    /** Characters of an excerpt before what was searched, at most. */
    private static final int LEAD = 16;

    private final ResultColumn column;
    private final Function<MessageSummary, Optional<Snippet>> excerpts;

    ResultLabels(ResultColumn column, Function<MessageSummary, Optional<Snippet>> excerpts) {
        this.column = column;
        this.excerpts = excerpts;
    }

    @Override
    public void update(ViewerCell cell) {
        StyledString text = text((ResultNode) cell.getElement());
        cell.setText(text.getString());
        cell.setStyleRanges(text.getStyleRanges());
        super.update(cell);
    }

    private StyledString text(ResultNode node) {
        MessageSummary message = ResultTree.message(node);
        return switch (column) {
            case SUBJECT -> subject(node);
            case EXCERPT -> excerpts.apply(message).map(ResultLabels::marked).orElseGet(StyledString::new);
            case FROM -> new StyledString(from(node));
            case DATE -> new StyledString(MailDateText.day(time(node)));
            case LIST -> new StyledString(lists(message));
        };
    }

    private static StyledString subject(ResultNode node) {
        return switch (node) {
            case ResultNode.Hit hit -> new StyledString(Subjects.plain(hit.hit().message()));
            case ResultNode.Group group -> {
                StyledString text = new StyledString(Subjects.withoutList(group.group().title()));
                yield text.append("  " + detail(group.group()), StyledString.QUALIFIER_STYLER);
            }
        };
    }

    private static String detail(MailGroup group) {
        int hits = group.hits().size();
        String found = hits == 1 ? "1 hit" : hits + " hits";
        return group.series().map(series -> "series " + versions(series) + ", " + found)
                .orElse(group.messages() == 1 ? "" : found + " of " + group.messages());
    }

    private static String versions(PatchSeries series) {
        List<SeriesVersion> all = series.versions();
        return all.size() == 1 ? all.getFirst().label() : all.getFirst().label() + " to " + all.getLast().label();
    }

    private static StyledString marked(Snippet snippet) {
        String line = snippet.text();
        int cut = line.length() - line.stripLeading().length();
        int first = snippet.marks().stream().mapToInt(Snippet.Mark::start).min().orElse(0);
        String dots = "";
        if (first - cut > LEAD) {
            // The column is narrow; what was searched must be in it.
            cut = first - LEAD / 2;
            dots = "…";
        }
        StyledString text = new StyledString(dots + line.substring(cut));
        for (Snippet.Mark mark : snippet.marks()) {
            int start = Math.min(mark.start(), line.length()) - cut + dots.length();
            int end = Math.min(mark.end(), line.length()) - cut + dots.length();
            if (start >= 0 && end > start) {
                text.setStyle(start, end - start, MARK);
            }
        }
        return text;
    }

    private static String from(ResultNode node) {
        return switch (node) {
            case ResultNode.Hit hit -> hit.hit().message().from().display();
            case ResultNode.Group group -> group.group().head().from().display();
        };
    }

    private static Instant time(ResultNode node) {
        return switch (node) {
            case ResultNode.Hit hit -> hit.hit().message().time();
            case ResultNode.Group group -> group.group().hits().stream().map(hit -> hit.message().time())
                    .max(Comparator.naturalOrder()).orElseThrow();
        };
    }

    /** The part of a List-Id that people say. */
    private static String lists(MessageSummary message) {
        return message.lists().stream().map(list -> list.contains(".") ? list.substring(0, list.indexOf('.')) : list)
                .distinct().collect(Collectors.joining(", "));
    }

    @Override
    public String getToolTipText(Object element) {
        MessageSummary message = ResultTree.message((ResultNode) element);
        return switch (column) {
            case FROM -> message.from().toString();
            case DATE -> MailDateText.full(message.time());
            case LIST -> String.join(", ", message.lists());
            case EXCERPT -> excerpts.apply(message).map(Snippet::text).filter(line -> !line.isBlank()).orElse(null);
            case SUBJECT -> message.subject();
        };
    }
}
