// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Fetches mail from a public-inbox server such as lore. Blocks; interrupting the thread stops it. One client makes one
 * request at a time, with a pause in between. What was fetched of a file stays beside it, in a file that ends in
 * {@code .part}, and the next try goes on from there when the server allows.
 */
public final class LoreClient implements AutoCloseable {

    private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final long LARGEST = 2L << 30;

    private final URI inbox;
    private final LoreOptions options;
    private final HttpClient client;
    private long last;
    private boolean used;

    /**
     * Makes a client for one inbox.
     *
     * @param inbox its address, such as {@code https://lore.example/all/}
     * @throws LoreException when that is no http or https address
     */
    public LoreClient(URI inbox, LoreOptions options) throws LoreException {
        if (inbox.getHost() == null || !Set.of("http", "https").contains(inbox.getScheme())) {
            throw new LoreException(inbox
                    + " is not the address of a mail archive. It starts with http:// or https://.");
        }
        this.inbox = URI.create(inbox.toString().endsWith("/") ? inbox.toString() : inbox + "/");
        this.options = options;
        this.client = HttpClient.newBuilder().connectTimeout(options.timeout())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(options.proxy().orElseGet(ProxySelector::getDefault)).build();
    }

    /**
     * Fetches a thread as gzipped mbox.
     *
     * @param messageId of any of its messages, without angle brackets
     * @param file      where to put it, replaced when it is there; should end in {@code .mbox.gz}
     * @return how many bytes
     */
    public long thread(String messageId, Path file) throws LoreException {
        return fetch(HttpRequest.newBuilder(inbox.resolve(escape(messageId) + "/t.mbox.gz")).GET(), file,
                "the thread of <" + messageId + ">");
    }

    /**
     * Fetches everything a query of the server finds as gzipped mbox.
     *
     * @param query   in the language of public-inbox
     * @param threads whether to fetch the whole threads of what is found
     * @param file    where to put it, replaced when it is there; should end in {@code .mbox.gz}
     * @return how many bytes
     */
    public long search(String query, boolean threads, Path file) throws LoreException {
        URI address = inbox.resolve("?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&x=m"
                + (threads ? "&t=1" : ""));
        // public-inbox gives mboxes of searches to POST only, to keep robots from making them.
        return fetch(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody()), file, "mail for \""
                + query + '"');
    }

    /** Message-IDs in addresses: the slash is part of the path otherwise, see public-inbox's own links. */
    private static String escape(String messageId) {
        return URLEncoder.encode(messageId, StandardCharsets.UTF_8).replace("+", "%20").replace("%40", "@");
    }

    private long fetch(HttpRequest.Builder request, Path file, String what) throws LoreException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        String reason = "";
        for (int attempt = 0; attempt <= options.retries(); attempt++) {
            try {
                Optional<Duration> again = attempt(request, part, what, attempt);
                if (again.isEmpty()) {
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                    return Files.size(file);
                }
                reason = "the server is busy";
                waitFor(again.get());
            } catch (FileSystemException e) {
                throw new LoreException("Cannot fetch " + what + ": " + e.getFile() + " cannot be written.", e);
            } catch (IOException e) {
                reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                waitFor(backOff(attempt));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LoreException("Fetching " + what + " was stopped.", e);
            }
        }
        throw new LoreException("Cannot fetch " + what + " from " + inbox + " after " + (options.retries() + 1)
                + " tries: " + reason
                + ". Check the network, or try again later; what was fetched so far is kept.");
    }

    private static Duration backOff(int attempt) {
        return Duration.ofMillis(250L << Math.min(attempt, 6));
    }

    /** One request. Empty when the whole file is there, else how long to wait before the next. */
    private Optional<Duration> attempt(HttpRequest.Builder template, Path part, String what, int number)
            throws IOException, InterruptedException, LoreException {
        waitFor(Duration.ofNanos(used ? options.pause().toNanos() - (System.nanoTime() - last) : 0));
        if (Thread.interrupted()) {
            throw new InterruptedException("while waiting for the next request");
        }
        used = true;
        last = System.nanoTime();
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpRequest.Builder builder = template.copy().timeout(options.timeout()).setHeader("User-Agent", "Barscope")
                .setHeader("Accept-Encoding", "identity");
        HttpRequest request = (have > 0 ? builder.setHeader("Range", "bytes=" + have + "-") : builder).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == 200 || status == 206 && have > 0) {
                save(body, part, status == 206);
                return Optional.empty();
            }
            if (status == 416) {
                Files.deleteIfExists(part);
                return Optional.of(Duration.ZERO);
            }
            if (BUSY.contains(status)) {
                return Optional.of(retryAfter(response).orElse(backOff(number)));
            }
            throw new LoreException("Cannot fetch " + what + " from " + inbox + ": " + (status == 404
                    ? "the server has nothing like that." : "the server answers " + status + "."));
        }
    }

    private static void save(InputStream body, Path part, boolean append) throws IOException {
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] buffer = new byte[1 << 16];
            long total = append ? Files.size(part) : 0;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                total += n;
                if (total > LARGEST) {
                    throw new IOException("the answer is larger than " + (LARGEST >> 30) + " GiB; ask for less");
                }
            }
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").filter(v -> v.matches("\\d{1,5}"))
                .map(v -> Duration.ofSeconds(Long.parseLong(v)))
                .map(d -> d.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : d);
    }

    /** Waits without losing an interrupt; the next request notices it. */
    private static void waitFor(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        long left = duration.toNanos();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
