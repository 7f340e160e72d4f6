// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.util.BytesRef;
import org.barscope.mail.parse.Address;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.source.Location;
import org.barscope.mail.thread.MessageKind;
import org.barscope.mail.thread.MessageSummary;

/** The stored form of a summary: one small blob, since most of it is needed for every line of a result list. */
final class SummaryCodec {

    private static final long NO_DATE = Long.MIN_VALUE;

    private SummaryCodec() {
    }

    static byte[] encode(MessageSummary summary) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, summary.key());
            text(out, summary.messageId().equals(summary.key()) ? "" : summary.messageId());
            texts(out, summary.parents());
            text(out, summary.from().name());
            text(out, summary.from().email());
            text(out, summary.subject());
            out.writeLong(summary.date().map(Instant::getEpochSecond).orElse(NO_DATE));
            out.writeLong(summary.received().getEpochSecond());
            out.writeLong(summary.imported().toEpochMilli());
            texts(out, summary.lists());
            out.writeInt(bits(summary.kinds()));
            text(out, summary.changeId());
            text(out, summary.patchId());
            texts(out, summary.trailers().stream().flatMap(t -> Stream.of(t.token(),
                    t.value())).toList());
            out.writeLong(summary.size());
            texts(out, summary.locations().stream().map(Location::key).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static MessageSummary decode(BytesRef stored) {
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(stored.bytes, stored.offset, stored.length))) {
            String key = text(in);
            String id = text(in);
            List<String> parents = texts(in);
            Address from = new Address(text(in), text(in));
            String subject = text(in);
            long date = in.readLong();
            Instant received = Instant.ofEpochSecond(in.readLong());
            Instant imported = Instant.ofEpochMilli(in.readLong());
            List<String> lists = texts(in);
            Set<MessageKind> kinds = kinds(in.readInt());
            String changeId = text(in);
            String patchId = text(in);
            List<String> pairs = texts(in);
            List<Trailer> trailers = new ArrayList<>();
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                trailers.add(new Trailer(pairs.get(i), pairs.get(i + 1)));
            }
            long size = in.readLong();
            List<Location> locations = texts(in).stream().map(Location::ofKey).toList();
            return new MessageSummary(key, id.isEmpty() ? key : id, parents, from, subject,
                    date == NO_DATE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(date)), received,
                    imported, lists, kinds, changeId, patchId, trailers, size, locations);
        } catch (IOException e) {
            throw new UncheckedIOException("an entry of the index is damaged; remove the index and import again", e);
        }
    }

    static int bits(Set<MessageKind> kinds) {
        return kinds.stream().mapToInt(k -> 1 << k.ordinal()).sum();
    }

    static Set<MessageKind> kinds(int bits) {
        Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
        for (MessageKind kind : MessageKind.values()) {
            if ((bits & 1 << kind.ordinal()) != 0) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(out, bytes.length);
        out.write(bytes);
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        number(out, texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(number(in)), StandardCharsets.UTF_8);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = number(in);
        List<String> texts = new ArrayList<>(Math.min(count, 1000));
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    /** Seven bits a byte, the last without the high bit: most lengths fit one byte. */
    private static void number(DataOutputStream out, int value) throws IOException {
        int left = value;
        while (left > 0x7f) {
            out.writeByte(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.writeByte(left);
    }

    private static int number(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a length is longer than five bytes");
    }
}
