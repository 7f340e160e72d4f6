// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.barscope.mail.index.QueryMarks;
import org.barscope.mail.index.Snippet;
import org.barscope.mail.parse.Address;
import org.barscope.mail.parse.Attachment;
import org.barscope.mail.parse.Header;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.Segment;
import org.barscope.mail.parse.SegmentKind;
import org.barscope.ui.discussion.message.MessageDocument.Deed;
import org.barscope.ui.discussion.message.MessageDocument.Fold;
import org.barscope.ui.discussion.message.MessageDocument.Hot;
import org.barscope.ui.discussion.message.MessageDocument.Span;

/** Makes the text of a message with everything that is to be seen in it. Pure; some milliseconds for long messages. */
final class DocumentBuilder {

    /** Lines shown of a long message until all of it is asked for. */
    static final int MOST_LINES = 3_000;
    /** Characters shown of a line; longer ones are no text, and drawing them takes for ever. */
    static final int LONGEST_LINE = 1_000;
    private static final int MOST_PEOPLE = 3;
    private static final int SHORTEST_FOLD = 3;

    private final MailMessage message;
    private final Folding folding;
    private final Set<String> known;
    private final QueryMarks marks;
    private final StringBuilder text = new StringBuilder();
    private final List<Span> spans = new ArrayList<>();
    private final List<Hot> hots = new ArrayList<>();
    private final List<Fold> folds = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int shownLines;
    private boolean quotedDiff;

    private DocumentBuilder(MailMessage message, Folding folding, Set<String> known, QueryMarks marks) {
        this.message = message;
        this.folding = folding;
        this.known = known;
        this.marks = marks;
    }

    /**
     * Makes the document.
     *
     * @param known ids of messages that can be opened
     * @param marks what to highlight
     */
    static MessageDocument build(MailMessage message, Folding folding, Set<String> known, QueryMarks marks) {
        DocumentBuilder builder = new DocumentBuilder(message, folding, known, marks);
        builder.head();
        int body = builder.shownLines;
        builder.body();
        builder.spans.sort(Comparator.comparingInt(Span::start));
        builder.hots.sort(Comparator.comparingInt(Hot::start));
        return new MessageDocument(builder.text.toString(), List.copyOf(builder.spans), List.copyOf(builder.hots),
                List.copyOf(builder.folds), body, builder.lines.stream().mapToInt(Integer::intValue).toArray());
    }

    private void newLine() {
        text.append('\n');
        shownLines++;
    }

    private void add(String piece, TextRole... roles) {
        int start = text.length();
        text.append(piece);
        for (TextRole role : roles) {
            spans.add(new Span(start, text.length(), role));
        }
    }

    private void hot(String label, Deed deed, String tip, TextRole role) {
        int start = text.length();
        add(label, role);
        hots.add(new Hot(start, text.length(), deed, tip));
    }

    private void head() {
        add(message.subject().isBlank() ? "(no subject)" : message.subject(), TextRole.SUBJECT);
        newLine();
        field("From", message.from().toString());
        field("Date", message.date().map(MailDateText::full).orElse("not given"));
        if (folding.headers()) {
            message.headers().stream().filter(h -> !h.is("From") && !h.is("Date") && !h.is("Subject"))
                    .forEach(this::field);
        } else {
            people("To", message.to());
            people("Cc", message.cc());
        }
        String label = folding.headers() ? "Fewer header fields"
                : "All " + message.headers().size() + " header fields";
        hot(label, new Deed.Headers(!folding.headers()), "Shows or hides header fields (H)", TextRole.LINK);
        newLine();
        for (int i = 0; i < message.attachments().size(); i++) {
            attachment(message.attachments().get(i), i);
        }
        for (String defect : message.defects()) {
            add("⚠ " + defect, TextRole.WARNING);
            newLine();
        }
        newLine();
    }

    private void field(Header header) {
        field(header.name(), header.value());
    }

    private void field(String name, String value) {
        add(name + ": ", TextRole.HEADER_NAME);
        line(cut(value.replace('\n', ' ').replace('\r', ' ')), TextRole.HEADER_VALUE, true);
        newLine();
    }

    private void people(String name, List<Address> people) {
        if (!people.isEmpty()) {
            String first = people.stream().limit(MOST_PEOPLE).map(Address::display)
                    .reduce((a, b) -> a + ", " + b).orElse("");
            int more = people.size() - MOST_PEOPLE;
            field(name, first + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private void attachment(Attachment attachment, int number) {
        String name = attachment.name().isEmpty() ? "without name" : attachment.name();
        add("Attachment: ", TextRole.HEADER_NAME);
        add(name + " (" + attachment.contentType() + ", " + size(attachment.size()) + ")  ", TextRole.HEADER_VALUE);
        hot("Save…", new Deed.Save(number), "Saves the attachment to a file", TextRole.LINK);
        newLine();
    }

    private static String size(long bytes) {
        return bytes < 10_240 ? bytes + " bytes" : String.format(Locale.ROOT, "%,d KiB", bytes / 1_024);
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + " … ("
                + String.format(Locale.ROOT, "%,d", line.length() - LONGEST_LINE) + " more characters)";
    }

    private void body() {
        int most = folding.all() ? Integer.MAX_VALUE : shownLines + MOST_LINES;
        List<Segment> segments = message.segments();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (shownLines >= most) {
                rest(segments, segment.line());
                return;
            }
            if (segment.kind() == SegmentKind.QUOTED && !folding.shows(segment)) {
                int end = i;
                while (end + 1 < segments.size() && segments.get(end + 1).kind() == SegmentKind.QUOTED
                        && !folding.shows(segments.get(end + 1))) {
                    end++;
                }
                folded(segments.subList(i, end + 1));
                i = end;
            } else if (!segment(segment, most)) {
                rest(segments, segment.line() + (int) segment.text().lines().count());
                return;
            }
        }
    }

    private void rest(List<Segment> segments, int from) {
        Segment last = segments.getLast();
        long all = last.line() + last.text().lines().count();
        long shown = lines.stream().mapToInt(Integer::intValue).max().orElse(from) + 1L;
        lines.add(-1);
        hot(String.format(Locale.ROOT, "[ %,d more lines: show all ]", all - shown), new Deed.ShowAll(),
                "Shows the message to its end", TextRole.LINK);
        newLine();
    }

    private void folded(List<Segment> quotes) {
        long count = quotes.stream().mapToLong(quote -> quote.text().lines().count()).sum();
        lines.add(-1);
        hot("> [ " + count + (count == 1 ? " quoted line" : " quoted lines") + " folded ]",
                new Deed.Unfold(quotes.stream().map(Segment::line).toList()), "Shows the quoted lines", 
                TextRole.PLACEHOLDER);
        newLine();
    }

    /** Shows a segment; false when it had to stop before its end. */
    private boolean segment(Segment segment, int most) {
        List<String> all = segment.text().lines().toList();
        if (segment.kind() == SegmentKind.QUOTED && all.size() >= SHORTEST_FOLD) {
            folds.add(new Fold(shownLines, segment.line()));
        }
        for (int i = 0; i < all.size(); i++) {
            if (shownLines >= most) {
                return false;
            }
            lines.add(segment.line() + i);
            String shown = cut(all.get(i));
            switch (segment.kind()) {
                case NEW -> line(shown, null, true);
                case QUOTED -> quoted(shown, segment.depth());
                case DIFF -> line(shown, diffRole(all, i), false);
                case TRAILERS -> line(shown, TextRole.TRAILER, true);
                case SIGNATURE -> line(shown, TextRole.SIGNATURE, true);
            }
            newLine();
        }
        return true;
    }

    private void quoted(String line, int depth) {
        TextRole role = depth % 2 == 1 ? TextRole.QUOTE_ODD : TextRole.QUOTE_EVEN;
        int start = text.length();
        line(line, role, true);
        String bare = line.replaceFirst("^(?:\\s?>)+ ?", "");
        if (bare.startsWith("@@ -") || bare.startsWith("diff --git ")) {
            quotedDiff = true;
            spans.add(new Span(start, text.length(), bare.startsWith("@") ? TextRole.DIFF_HUNK : TextRole.DIFF_FILE));
        } else if (quotedDiff && depth == 1 && !bare.isEmpty() && (bare.charAt(0) == '+' || bare.charAt(0) == '-')) {
            spans.add(new Span(start + line.length() - bare.length(), text.length(),
                    bare.charAt(0) == '+' ? TextRole.DIFF_ADDED : TextRole.DIFF_REMOVED));
        }
    }

    private static TextRole diffRole(List<String> lines, int at) {
        String line = lines.get(at);
        boolean oldFile = line.startsWith("--- ") && at + 1 < lines.size() && lines.get(at + 1).startsWith("+++ ");
        boolean newFile = line.startsWith("+++ ") && at > 0 && lines.get(at - 1).startsWith("--- ");
        if (line.startsWith("@@")) {
            return TextRole.DIFF_HUNK;
        }
        if (oldFile || newFile) {
            return TextRole.DIFF_FILE;
        }
        char first = line.isEmpty() ? ' ' : line.charAt(0);
        return switch (first) {
            case '+' -> TextRole.DIFF_ADDED;
            case '-' -> TextRole.DIFF_REMOVED;
            case ' ', '\t', '\\' -> null;
            default -> TextRole.DIFF_FILE;
        };
    }

    private void line(String line, TextRole role, boolean links) {
        int start = text.length();
        text.append(line);
        if (role != null) {
            spans.add(new Span(start, text.length(), role));
        }
        if (links) {
            for (LinkScanner.Found link : LinkScanner.scan(line)) {
                link(start, link);
            }
        }
        if (!marks.isEmpty()) {
            for (Snippet.Mark mark : marks.marks(line)) {
                spans.add(new Span(start + mark.start(), start + mark.end(), TextRole.MARK));
            }
        }
    }

    private void link(int start, LinkScanner.Found link) {
        boolean here = !(link.target() instanceof LinkTarget.Mail mail) || known.contains(mail.id());
        String tip = switch (link.target()) {
            case LinkTarget.Mail mail -> here ? "Opens the message" : "This message was not imported";
            case LinkTarget.Web web -> "Copies the address, or opens it in a browser";
            case LinkTarget.Commit commit -> "Searches for mail about this commit";
        };
        spans.add(new Span(start + link.start(), start + link.end(), here ? TextRole.LINK : TextRole.DEAD_LINK));
        hots.add(new Hot(start + link.start(), start + link.end(), new Deed.Follow(link.target(), here), tip));
    }
}
