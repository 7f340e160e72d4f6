// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Debian's public-inbox: its inboxes, its search, its server on the loopback interface. */
final class PublicInboxPeer implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 900;

    private final Path home;
    private Process server;
    private int messages;

    PublicInboxPeer(Path home) {
        this.home = home;
    }

    static boolean isInstalled() {
        return List.of("/usr/bin/public-inbox-init", "/usr/bin/public-inbox-httpd", "/usr/bin/git").stream()
                .allMatch(program -> Files.isExecutable(Path.of(program)));
    }

    private ProcessBuilder command(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PI_CONFIG", home.resolve("config").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private String run(String input, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "output", "");
        Process process = command(List.of(command)).redirectOutput(output.toFile()).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertTrue(ended, () -> String.join(" ", command) + " does not end: " + said);
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    /** Makes an empty inbox of a format version. */
    Path init(String name, int version) throws IOException, InterruptedException {
        run("", "public-inbox-init", "-V" + version, "--indexlevel=full", name, home.resolve(name).toString(),
                "http://127.0.0.1/" + name, name + "@lists.example");
        return home.resolve(name);
    }

    /**
     * Adds messages.
     *
     * @param epochBytes when to begin another epoch; 0 for never
     */
    void add(String name, int epochBytes, List<String> mails) throws IOException, InterruptedException {
        write("add", name, epochBytes, mails);
    }

    /** Deletes messages, the way spam is. */
    void remove(String name, int epochBytes, List<String> mails) throws IOException, InterruptedException {
        write("remove", name, epochBytes, mails);
    }

    private void write(String what, String name, int epochBytes, List<String> mails)
            throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (String mail : mails) {
            Path file = Files.writeString(home.resolve("mail-" + ++messages), mail);
            lines.append(what).append(' ').append(file).append('\n');
        }
        Path script = home.resolve("inbox-writer.pl");
        try (InputStream in = PublicInboxPeer.class.getResourceAsStream("inbox-writer.pl")) {
            Files.write(script, in.readAllBytes());
        }
        run(lines.toString(), "perl", script.toString(), name, Integer.toString(epochBytes));
    }

    /** Takes a message out of history, which rewrites it. */
    void purge(Path inbox, String mail) throws IOException, InterruptedException {
        run(mail, "public-inbox-purge", inbox.toString());
    }

    void index(Path inbox) throws IOException, InterruptedException {
        run("", "public-inbox-index", "--indexlevel=full", inbox.toString());
    }

    /** What the benchmark asks: a line of a file of queries, and the Message-IDs found for it. */
    Map<String, Set<String>> ask(Path inbox, Path queries) throws IOException, InterruptedException {
        Path script = benchmarks().resolve("ask.pl");
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (String line : run("", "perl", script.toString(), inbox.toString(), queries.toString()).split("\n")) {
            int tab = line.lastIndexOf('\t');
            Set<String> ids = new TreeSet<>(List.of(line.substring(tab + 1).split(" ")));
            ids.remove("");
            found.put(line.substring(0, tab), ids);
        }
        return found;
    }

    /** The directory of the mail benchmarks in this checkout. */
    static Path benchmarks() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path found = up.resolve("releng/benchmarks/mail");
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        throw new IllegalStateException("the tests run outside of a checkout");
    }

    /** Starts the server; its inboxes are below the address. */
    URI serve() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of("public-inbox-httpd", "-l", "127.0.0.1:" + port, "-W0"));
        Path output = home.resolve("httpd.log");
        server = command(command).redirectOutput(output.toFile()).start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers(port)) {
            assertTrue(server.isAlive() && System.nanoTime() < deadline, () -> "no server: " + read(output));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
        }
    }
}
