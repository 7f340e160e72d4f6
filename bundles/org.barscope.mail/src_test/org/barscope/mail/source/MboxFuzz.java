// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A fuzz target over the mbox reader: entries follow each other, cover nothing twice, and can be read again alone. */
public final class MboxFuzz {

    private MboxFuzz() {
    }

    /** Any exception is a finding. */
    public static void check(byte[] data) {
        try {
            MboxReader reader = new MboxReader(new ByteArrayInputStream(data));
            long end = 0;
            for (MboxReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
                require(entry.offset() >= end && entry.length() > 0, "entries do not overlap");
                end = entry.offset() + entry.length();
                require(end <= data.length, "entries lie in the file");
                byte[] alone = Arrays.copyOfRange(data, (int) entry.offset(), (int) end);
                MboxReader.Entry again = new MboxReader(new ByteArrayInputStream(alone)).next();
                require(again != null && Arrays.equals(entry.raw(), again.raw()), "an entry read alone is the same");
                MboxReader resumed = new MboxReader(new ByteArrayInputStream(data));
                resumed.skip(entry.offset());
                require(resumed.checksum() == entry.checksumBefore(),
                        "the checksum before an entry can be computed again");
            }
            require(reader.offset() == data.length, "the file is read to its end");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("violated: " + what);
        }
    }
}
