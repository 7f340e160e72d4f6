// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoreClientTest {

    private static final byte[] CONTENT = "0123456789".repeat(2000).getBytes(StandardCharsets.US_ASCII);

    /** What the server does with a request. */
    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    @TempDir
    Path root;
    private HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private LoreOptions options;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            synchronized (answers) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                        + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).map(r -> " "
                        + r).orElse(""));
                Answer answer = answers.poll();
                (answer == null ? status(500) : answer).give(exchange);
            }
            exchange.close();
        });
        server.start();
        options = new LoreOptions(Optional.of(ProxySelector.of(null)), Duration.ofSeconds(10), 3, Duration.ZERO);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static Answer status(int code) {
        return exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(code, -1);
        };
    }

    private static final Answer FULL = exchange -> {
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT);
    };

    /** Promises everything, gives a part and hangs up. */
    private static final Answer BREAKING = exchange -> {
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT, 0, 7000);
        exchange.getResponseBody().flush();
    };

    private static final Answer REST = exchange -> {
        int from = Integer.parseInt(exchange.getRequestHeaders().getFirst("Range").replaceAll("\\D", ""));
        exchange.sendResponseHeaders(206, CONTENT.length - from);
        exchange.getResponseBody().write(CONTENT, from, CONTENT.length - from);
    };

    private LoreClient client() throws LoreException {
        return new LoreClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/list"), options);
    }

    private byte[] thread() throws LoreException, IOException {
        Path file = root.resolve("t.mbox.gz");
        try (LoreClient client = client()) {
            client.thread("a/b+c@x", file);
        }
        return Files.readAllBytes(file);
    }

    @Test
    void fetchesAThread() throws LoreException, IOException {
        answers.add(FULL);
        assertTrue(Arrays.equals(CONTENT, thread()));
        assertEquals(List.of("GET /list/a%2Fb%2Bc@x/t.mbox.gz"), requests);
    }

    @Test
    void fetchesASearch() throws LoreException, IOException {
        answers.add(FULL);
        Path file = root.resolve("s.mbox.gz");
        try (LoreClient client = client()) {
            assertEquals(CONTENT.length, client.search("dfn:a.c d:1.week.ago..", true, file));
        }
        assertEquals(List.of("POST /list/?q=dfn%3Aa.c+d%3A1.week.ago..&x=m&t=1"), requests);
    }

    @Test
    void goesOnAfterABrokenConnection() throws LoreException, IOException {
        answers.addAll(List.of(BREAKING, REST));
        assertTrue(Arrays.equals(CONTENT, thread()));
        assertTrue(requests.getLast().contains("bytes="), requests.toString());
    }

    @Test
    void startsAgainWhenTheServerCannotResume() throws LoreException, IOException {
        answers.addAll(List.of(BREAKING, FULL));
        assertTrue(Arrays.equals(CONTENT, thread()));
        answers.addAll(List.of(BREAKING, status(416), FULL));
        assertTrue(Arrays.equals(CONTENT, thread()));
    }

    @Test
    void triesAgainWhenTheServerIsBusy() throws LoreException, IOException {
        answers.addAll(List.of(status(429), status(503), FULL));
        assertTrue(Arrays.equals(CONTENT, thread()));
        assertEquals(3, requests.size());
    }

    @Test
    void givesUpInOneLine() {
        answers.add(status(404));
        assertTrue(assertThrows(LoreException.class, this::thread).getMessage()
                .contains("the server has nothing like that"));
        assertTrue(assertThrows(LoreException.class, this::thread).getMessage().contains("after 4 tries"));
        assertEquals(5, requests.size());
        assertThrows(LoreException.class, () -> new LoreClient(URI.create("ftp://x/"), options));
    }

    @Test
    void keepsItsPace() throws LoreException, IOException {
        answers.addAll(List.of(FULL, FULL, FULL));
        options = new LoreOptions(options.proxy(), options.timeout(), 0, Duration.ofMillis(150));
        long start = System.nanoTime();
        try (LoreClient client = client()) {
            for (int i = 0; i < 3; i++) {
                client.thread("a@x", root.resolve("t"));
            }
        }
        assertTrue(System.nanoTime() - start >= 300_000_000L);
    }

    @Test
    void goesThroughAProxy() throws LoreException, IOException {
        answers.add(FULL);
        options = new LoreOptions(Optional.of(ProxySelector.of(server.getAddress())), options.timeout(), 0,
                Duration.ZERO);
        try (LoreClient client = new LoreClient(URI.create("http://archive.invalid/list/"), options)) {
            client.thread("a@x", root.resolve("t"));
        }
        assertEquals(List.of("GET http://archive.invalid/list/a@x/t.mbox.gz"), requests);
    }

    @Test
    void anInterruptStopsIt() {
        answers.add(status(503));
        Thread.currentThread().interrupt();
        assertTrue(assertThrows(LoreException.class, this::thread).getMessage().contains("was stopped"));
        assertTrue(Thread.interrupted());
    }
}
