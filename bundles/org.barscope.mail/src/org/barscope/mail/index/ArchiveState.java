// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.mail.source.MailSource;

/** What is kept in the user data of every commit: the sources and how far each was read. */
final class ArchiveState {

    private static final String FORMAT_KEY = "format";
    private static final String SOURCE = "source\t";
    private static final String STATE = "state\t";
    private static final String FOLDER = "folder:";
    private static final String READ = "read";

    private ArchiveState() {
    }

    static Map<String, String> fresh() {
        return new HashMap<>(Map.of(FORMAT_KEY, Fields.FORMAT));
    }

    static boolean readable(Map<String, String> data) {
        return Fields.FORMAT.equals(data.get(FORMAT_KEY));
    }

    static String stateKey(String source, String key) {
        return STATE + source + '\t' + key;
    }

    static void add(Map<String, String> data, MailSource source) {
        data.put(SOURCE + source.name(), source.path().toString());
    }

    static void remove(Map<String, String> data, String source) {
        data.remove(SOURCE + source);
        data.keySet().removeIf(key -> key.startsWith(STATE + source + '\t'));
    }

    static List<MailSource> sources(Map<String, String> data) {
        List<MailSource> sources = new ArrayList<>();
        data.forEach((key, value) -> {
            if (key.startsWith(SOURCE)) {
                sources.add(new MailSource(key.substring(SOURCE.length()), Path.of(value)));
            }
        });
        sources.sort(Comparator.comparing(MailSource::name));
        return sources;
    }

    /** Notes that a source has a folder at that path. */
    static void addFolder(Map<String, String> data, String source, String path, String kind) {
        data.put(stateKey(source, FOLDER + path), kind);
    }

    /** Notes when a source was last read to its end. */
    static void read(Map<String, String> data, String source, Instant when) {
        data.put(stateKey(source, READ), Long.toString(when.toEpochMilli()));
    }

    /** What is known of a source beside its messages. */
    static SourceStatus status(Map<String, String> data, MailSource source) {
        String start = stateKey(source.name(), FOLDER);
        List<String> kinds = data.entrySet().stream().filter(entry -> entry.getKey().startsWith(start))
                .map(Map.Entry::getValue).distinct().sorted().toList();
        Optional<Instant> updated = Optional.ofNullable(data.get(stateKey(source.name(), READ)))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)));
        return new SourceStatus(source, kinds, updated);
    }

    /** The paths of the folders of a source that were read before. */
    static List<String> folders(Map<String, String> data, String source) {
        String start = stateKey(source, FOLDER);
        return data.keySet().stream().filter(key -> key.startsWith(start)).map(key -> key.substring(start.length()))
                .toList();
    }

    /** Forgets what is known of a folder. */
    static void removeFolder(Map<String, String> data, String source, String path) {
        data.keySet().removeIf(key -> key.startsWith(stateKey(source, "")) && key.endsWith(':' + path));
    }
}
