// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes what a walk gives, and behaves over several walks as an archive does. */
final class RecordingSink implements ScanSink {

    final Map<String, String> state = new HashMap<>();
    final Map<String, Location> held = new LinkedHashMap<>();
    final List<String> added = new ArrayList<>();
    final List<Long> expected = new ArrayList<>();
    final List<String> removed = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    int stopAfter = Integer.MAX_VALUE;
    private Set<String> seen;
    private String path;

    void next() {
        added.clear();
        removed.clear();
        reasons.clear();
        stopAfter = Integer.MAX_VALUE;
    }

    @Override
    public String state(String key) {
        return state.getOrDefault(key, "");
    }

    @Override
    public void remember(String key, String value) {
        state.put(key, value);
    }

    @Override
    public boolean known(Location location) {
        if (seen != null) {
            seen.add(location.key());
        }
        return held.containsKey(location.key());
    }

    @Override
    public void message(Location location, byte[] raw) {
        held.put(location.key(), location);
        added.add(subject(raw));
    }

    static String subject(byte[] raw) {
        return new String(raw, StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("Subject: ")).findFirst()
                .map(l -> l.substring(9)).orElse("?");
    }

    @Override
    public void unreadable(Location location, String reason) {
        held.put(location.key(), location);
        reasons.add(reason);
    }

    @Override
    public void gone(Location location) {
        if (held.remove(location.key()) != null) {
            removed.add(location.key());
        }
    }

    @Override
    public void beginFull(String folder) {
        seen = new HashSet<>();
        path = folder;
    }

    @Override
    public void endFull() {
        List.copyOf(held.values()).stream().filter(l -> l.path().equals(path) && !seen.contains(l.key()))
                .forEach(this::gone);
        seen = null;
    }

    @Override
    public void expect(long messages) {
        expected.add((expected.isEmpty() ? 0 : expected.getLast()) + messages);
    }

    @Override
    public boolean cancelled() {
        return added.size() >= stopAfter;
    }
}
