// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public-inbox repository: an epoch of version 2, where every commit has one message in the file {@code m} (or in
 * {@code d} the message it deletes), or version 1, a tree of messages under two-digit directories. See
 * public-inbox-v2-format(5) and public-inbox-v1-format(5).
 */
public final class GitInbox implements MailFolder {

    private static final int AHEAD = 512;
    private static final Pattern EPOCH = Pattern.compile("(.*/)?(\\d{1,6})\\.git");

    private final String source;
    private final Path repository;
    private final String path;
    private final Git git;
    private GitBlobs blobs;
    private Set<String> dead = Set.of();

    /** Names the repository; nothing is read yet. */
    public GitInbox(String source, Path repository, String path) {
        this.source = source;
        Path inner = repository.resolve(".git");
        this.repository = Files.isDirectory(inner) ? inner : repository;
        this.path = path;
        this.git = new Git(this.repository);
    }

    static boolean isRepository(Path directory) {
        return Files.exists(directory.resolve("HEAD")) && Files.isDirectory(directory.resolve("objects"))
                && Files.isDirectory(directory.resolve("refs")) || Files.isDirectory(directory.resolve(".git"));
    }

    @Override
    public String kind() {
        return "public-inbox";
    }

    @Override
    public String path() {
        return path;
    }

    /** DELETE is a message deleted in this epoch that any epoch may hold. */
    private enum Act { ADD, REMOVE, DELETE, COMMIT, END }

    private record Step(Act act, String id) {
    }

    @Override
    public void scan(ScanSink sink) throws IOException {
        String key = "git:" + path;
        String old = sink.state(key);
        String head = git.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        if (head == null) {
            if (!git.succeeds("rev-parse", "--git-dir")) {
                throw new IOException(repository + " is not a git repository git can read");
            }
            return;
        }
        if (head.equals(old)) {
            return;
        }
        boolean follows = old.isEmpty() || git.succeeds("merge-base", "--is-ancestor", old, head);
        String range = old.isEmpty() || !follows ? head : old + ".." + head;
        String count = git.line("rev-list", "--count", range);
        sink.expect(count == null ? 0 : Long.parseLong(count));
        dead = old.isEmpty() || !follows ? deletedLater(sink) : Set.of();
        if (!follows) {
            sink.beginFull(path);
        }
        if (walk(sink, range, follows ? key : null) && !follows) {
            sink.endFull();
            sink.remember(key, head);
        }
    }

    /**
     * Walks the commits, oldest first. Git lists them on one thread, which also asks for the blobs, so that this thread
     * finds the next message ready when it is done with the last.
     *
     * @param key where to remember how far the walk came; null while history is being compared as a whole
     */
    private boolean walk(ScanSink sink, String range, String key) throws IOException {
        Process log = git.start("log", "--reverse", "--topo-order", "--raw", "-r", "--root", "-m", "--no-abbrev",
                "--no-renames", "--no-color", "--no-notes", "--format=%H", range);
        BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
        try (GitBlobs reading = new GitBlobs(git); BufferedReader lines = Git.reader(log)) {
            IOException[] failure = new IOException[1];
            Thread lister = Thread.ofPlatform().daemon().name("barscope-mail-git-log").start(() -> {
                try {
                    list(lines, reading, steps);
                } catch (IOException e) {
                    failure[0] = e;
                    steps.clear();
                    steps.offer(new Step(Act.END, ""));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            try {
                boolean complete = take(sink, steps, reading, key);
                if (failure[0] != null) {
                    throw failure[0];
                }
                return complete;
            } catch (InterruptedException e) {
                throw Git.interrupted(e);
            } finally {
                lister.interrupt();
                log.destroy();
            }
        }
    }

    private void list(BufferedReader lines, GitBlobs reading, BlockingQueue<Step> steps)
            throws IOException, InterruptedException {
        String commit = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.startsWith(":")) {
                if (commit != null && !line.isEmpty()) {
                    put(steps, reading, new Step(Act.COMMIT, commit));
                }
                commit = line.isEmpty() ? commit : line;
                continue;
            }
            // :old-mode new-mode old-id new-id status TAB path
            int tab = line.indexOf('\t');
            String[] parts = line.substring(1, tab < 0 ? line.length() : tab).split(" ");
            String name = tab < 0 ? "" : line.substring(tab + 1);
            if (parts.length < 5 || !parts[1].startsWith("100") && !parts[0].startsWith("100")) {
                continue;
            }
            boolean first = name.length() > 3 && name.charAt(2) == '/';
            char status = parts[4].charAt(0);
            if (first && (status == 'D' || status == 'M')) {
                put(steps, reading, new Step(Act.REMOVE, parts[2]));
            }
            if (name.equals("m") && status != 'D' || first && status != 'D') {
                reading.request(parts[3]);
                put(steps, reading, new Step(Act.ADD, parts[3]));
            } else if (name.equals("d") && status != 'D') {
                put(steps, reading, new Step(Act.DELETE, parts[3]));
            }
        }
        if (commit != null) {
            put(steps, reading, new Step(Act.COMMIT, commit));
        }
        reading.endRequests();
        steps.put(new Step(Act.END, ""));
    }

    private static void put(BlockingQueue<Step> steps, GitBlobs reading, Step step)
            throws IOException, InterruptedException {
        if (steps.remainingCapacity() < AHEAD / 2) {
            reading.flush();
        }
        if (!steps.offer(step)) {
            reading.flush();
            steps.put(step);
        }
    }

    private boolean take(ScanSink sink, BlockingQueue<Step> steps, GitBlobs reading, String key)
            throws IOException, InterruptedException {
        while (true) {
            Step step = steps.poll();
            if (step == null) {
                step = steps.poll(100, TimeUnit.MILLISECONDS);
                if (step == null) {
                    continue;
                }
            }
            Location location = new Location(source, path, 0, -1, step.id);
            switch (step.act) {
                case ADD -> add(sink, location, reading.answer());
                case REMOVE -> sink.gone(location);
                case DELETE -> {
                    for (String epoch : epochsUpToThis()) {
                        sink.gone(new Location(source, epoch, 0, -1, step.id));
                    }
                }
                case COMMIT -> {
                    if (key != null) {
                        sink.remember(key, step.id);
                    }
                    if (sink.cancelled()) {
                        return false;
                    }
                }
                case END -> {
                    return true;
                }
            }
        }
    }

    /** The number of this epoch in a version 2 inbox; -1 when this is none. */
    private int epoch() {
        Matcher name = EPOCH.matcher(path);
        return name.matches() ? Integer.parseInt(name.group(2)) : -1;
    }

    /** This path, and in a version 2 inbox those of the epochs before. */
    private List<String> epochsUpToThis() {
        List<String> paths = new ArrayList<>(List.of(path));
        Matcher name = EPOCH.matcher(path);
        if (name.matches()) {
            for (int epoch = 0; epoch < epoch(); epoch++) {
                paths.add((name.group(1) == null ? "" : name.group(1)) + epoch + ".git");
            }
        }
        return paths;
    }

    /**
     * What later epochs that were read before delete: it may be here, and must not come back when this epoch is read
     * from the start. Epochs yet to be read will say so themselves.
     */
    private Set<String> deletedLater(ScanSink sink) throws IOException {
        Set<String> blobs = new HashSet<>();
        Matcher name = EPOCH.matcher(path);
        for (int epoch = epoch() + 1; epoch > 0 && name.matches(); epoch++) {
            Path later = repository.resolveSibling(epoch + ".git");
            if (!Files.isDirectory(later)) {
                break;
            }
            String sibling = (name.group(1) == null ? "" : name.group(1)) + epoch + ".git";
            if (sink.state("git:" + sibling).isEmpty()) {
                continue;
            }
            Process log = new Git(later).start("log", "--raw", "-r", "--root", "--no-abbrev", "--no-renames",
                    "--no-color", "--format=", "HEAD", "--", "d");
            try (BufferedReader lines = Git.reader(log)) {
                lines.lines().map(line -> line.split(" "))
                        .filter(parts -> parts.length > 4 && !parts[4].startsWith("D"))
                        .forEach(parts -> blobs.add(parts[3]));
            } finally {
                log.destroy();
            }
        }
        return blobs;
    }

    private void add(ScanSink sink, Location location, byte[] raw) throws IOException {
        if (dead.contains(location.tag())) {
            return;
        }
        if (sink.known(location)) {
            return;
        }
        if (raw == null) {
            sink.unreadable(location, "git no longer has this message; the repository may be a partial clone");
        } else {
            sink.message(location, raw);
        }
    }

    @Override
    public synchronized byte[] read(Location location) throws IOException {
        for (int attempt = 0; ; attempt++) {
            if (blobs == null) {
                blobs = new GitBlobs(git);
            }
            try {
                blobs.request(location.tag());
                blobs.flush();
                byte[] raw = blobs.answer();
                if (raw == null) {
                    throw new NoSuchFileException(repository.toString(), null,
                            "git has no message " + location.tag());
                }
                return raw;
            } catch (NoSuchFileException e) {
                throw e;
            } catch (IOException e) {
                // The process may have been ended from outside; one more try tells whether git itself fails.
                close();
                if (attempt > 0) {
                    throw e;
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        if (blobs != null) {
            blobs.close();
            blobs = null;
        }
    }
}
