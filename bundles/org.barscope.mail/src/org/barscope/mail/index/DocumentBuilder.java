// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.barscope.mail.parse.Address;
import org.barscope.mail.parse.Attachment;
import org.barscope.mail.parse.DiffParser;
import org.barscope.mail.parse.FileDiff;
import org.barscope.mail.parse.Hunk;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.PatchSubject;
import org.barscope.mail.parse.Segment;
import org.barscope.mail.parse.SegmentKind;
import org.barscope.mail.parse.Segmenter;
import org.barscope.mail.source.Location;
import org.barscope.mail.thread.MessageKind;
import org.barscope.mail.thread.MessageSummary;

/** Makes a Lucene document of a message. The text is indexed, not stored. */
final class DocumentBuilder {

    private static final FieldType TEXT = type(false);
    private static final FieldType TEXT_WITHOUT_LENGTH = type(true);

    /** A document and what it says in short. */
    record Built(Document document, MessageSummary summary) {
    }

    private DocumentBuilder() {
    }

    private static FieldType type(boolean omitNorms) {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.setTokenized(true);
        type.setOmitNorms(omitNorms);
        type.freeze();
        return type;
    }

    static Built build(String key, MailMessage message, Set<String> lists, List<Location> locations,
            Instant imported) {
        Texts texts = new Texts();
        texts.segments(message.segments());
        for (Attachment attachment : message.attachments()) {
            texts.line(texts.names, attachment.name());
            texts.segments(Segmenter.split(attachment.text()));
        }
        MessageSummary summary = MessageFacts.summary(key, message, texts.diffs, lists, locations, imported);
        Document document = new Document();
        texts.addTo(document);
        text(document, Fields.SUBJECT, message.subject(), TEXT);
        text(document, Fields.FROM, message.from().toString(), TEXT);
        text(document, Fields.TO, people(message.to()), TEXT_WITHOUT_LENGTH);
        text(document, Fields.CC, people(message.cc()), TEXT_WITHOUT_LENGTH);
        identity(document, summary);
        values(document, summary);
        return new Built(document, summary);
    }

    /** A document for bytes that are no message. */
    static Document problem(Location location, String reason) {
        Document document = new Document();
        term(document, Fields.LOCATION, location.key());
        term(document, Fields.PROBLEM, "1");
        List.of(Fields.SUBJECT, Fields.FROM, Fields.NEW, Fields.QUOTED)
                .forEach(field -> text(document, field, "", TEXT));
        document.add(new StoredField(Fields.SUMMARY, new BytesRef(location.key() + '\n' + reason)));
        return document;
    }

    private static void text(Document document, String field, String text, FieldType type) {
        // Lucene finds the length of a field in a document many times as fast when every document has that field.
        if (!text.isEmpty() || !type.omitNorms()) {
            document.add(new Field(field, text, type));
        }
    }

    private static void term(Document document, String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
    }

    private static String people(List<Address> people) {
        StringBuilder text = new StringBuilder();
        for (Address person : people) {
            text.append(person).append('\n');
        }
        return text.toString();
    }

    private static void identity(Document document, MessageSummary summary) {
        term(document, Fields.KEY, summary.key());
        term(document, Fields.MID, summary.messageId());
        summary.parent().ifPresent(parent -> term(document, Fields.PARENT, parent));
        new LinkedHashSet<>(summary.parents()).forEach(id -> term(document, Fields.REFERENCE, id));
        summary.locations().forEach(location -> term(document, Fields.LOCATION, location.key()));
        for (String list : summary.lists()) {
            term(document, Fields.LIST, list);
            document.add(new SortedSetDocValuesField(Fields.LIST, new BytesRef(list)));
        }
        summary.kinds().forEach(kind -> term(document, Fields.FLAG, kind.name()));
        MessageFacts.given(summary).forEach(given -> term(document, Fields.GIVEN, given));
        if (!summary.changeId().isEmpty()) {
            term(document, Fields.CHANGE, summary.changeId());
        }
        if (!summary.patchId().isEmpty()) {
            term(document, Fields.PATCH_ID, summary.patchId());
        }
        term(document, Fields.SENDER, summary.from().email());
        if (MessageFacts.judges(summary)) {
            term(document, Fields.SENDER, "judge:" + summary.from().email());
        }
        document.add(new StoredField(Fields.SUMMARY, new BytesRef(SummaryCodec.encode(summary))));
    }

    private static void values(Document document, MessageSummary summary) {
        long date = summary.time().getEpochSecond();
        summary.date().map(Instant::getEpochSecond).ifPresent(d -> document.add(new LongPoint(Fields.WRITTEN, d)));
        document.add(new LongPoint(Fields.RECEIVED, summary.received().getEpochSecond()));
        document.add(new LongPoint(Fields.IMPORTED, summary.imported().toEpochMilli()));
        document.add(new NumericDocValuesField(Fields.DATE, date));
        document.add(new NumericDocValuesField(Fields.KINDS, SummaryCodec.bits(summary.kinds())));
        String email = summary.from().email();
        document.add(new SortedDocValuesField(Fields.SENDER, new BytesRef(email.isEmpty() ? summary.from().name()
                : email)));
        if (!summary.from().personName().isEmpty()) {
            document.add(new SortedDocValuesField(Fields.NAME, new BytesRef(summary.from().personName())));
        }
        if (summary.is(MessageKind.PATCH) || summary.is(MessageKind.COVER)) {
            PatchSubject patch = summary.patch();
            term(document, Fields.TITLE, patch.key());
            document.add(new NumericDocValuesField(Fields.PATCH, patch.version() * 2L + (patch.isRfc() ? 0 : 1)));
            document.add(new IntPoint(Fields.VERSION, patch.version()));
        }
    }

    /** The text of a message, gathered by the field it goes to. */
    private static final class Texts {
        final StringBuilder fresh = new StringBuilder();
        final StringBuilder quoted = new StringBuilder();
        final StringBuilder signature = new StringBuilder();
        final StringBuilder removed = new StringBuilder();
        final StringBuilder added = new StringBuilder();
        final StringBuilder context = new StringBuilder();
        final StringBuilder functions = new StringBuilder();
        final StringBuilder names = new StringBuilder();
        final Set<String> files = new LinkedHashSet<>();
        final Set<String> pre = new TreeSet<>();
        final Set<String> post = new TreeSet<>();
        final List<FileDiff> diffs = new ArrayList<>();

        void segments(List<Segment> segments) {
            for (Segment segment : segments) {
                switch (segment.kind()) {
                    case NEW, TRAILERS -> fresh.append(segment.text());
                    case QUOTED -> quoted.append(segment.text());
                    case SIGNATURE -> signature.append(segment.text());
                    case DIFF -> diff(segment);
                }
            }
        }

        private void diff(Segment segment) {
            List<FileDiff> found = DiffParser.parse(segment.text());
            if (found.isEmpty() && segment.kind() == SegmentKind.DIFF) {
                // Headers of a diff without names are still text somebody may look for.
                fresh.append(segment.text());
            }
            diffs.addAll(found);
            for (FileDiff file : found) {
                add(files, file.oldPath());
                add(files, file.newPath());
                add(pre, file.preBlob());
                add(post, file.postBlob());
                file.hunks().forEach(this::hunk);
            }
        }

        private static void add(Set<String> set, String value) {
            if (!value.isEmpty()) {
                set.add(value);
            }
        }

        private void hunk(Hunk hunk) {
            line(functions, hunk.function());
            for (String line : hunk.lines()) {
                StringBuilder target = switch (line.charAt(0)) {
                    case '+' -> added;
                    case '-' -> removed;
                    default -> context;
                };
                target.append(line, 1, line.length()).append('\n');
            }
        }

        void line(StringBuilder target, String text) {
            if (!text.isEmpty()) {
                target.append(text).append('\n');
            }
        }

        void addTo(Document document) {
            text(document, Fields.NEW, fresh.toString(), TEXT);
            text(document, Fields.QUOTED, quoted.toString(), TEXT);
            text(document, Fields.SIGNATURE, signature.toString(), TEXT_WITHOUT_LENGTH);
            text(document, Fields.REMOVED, removed.toString(), TEXT_WITHOUT_LENGTH);
            text(document, Fields.ADDED, added.toString(), TEXT_WITHOUT_LENGTH);
            text(document, Fields.CONTEXT, context.toString(), TEXT_WITHOUT_LENGTH);
            text(document, Fields.FUNCTION, functions.toString(), TEXT_WITHOUT_LENGTH);
            text(document, Fields.FILE, String.join("\n", files), TEXT_WITHOUT_LENGTH);
            text(document, Fields.ATTACHMENT, names.toString(), TEXT_WITHOUT_LENGTH);
            pre.forEach(blob -> term(document, Fields.PRE, blob));
            post.forEach(blob -> term(document, Fields.POST, blob));
        }
    }
}
