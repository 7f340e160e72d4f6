// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.barscope.mail.parse.MessageFuzz;
import org.barscope.mail.query.QueryFuzz;
import org.barscope.mail.source.MboxFuzz;
import org.junit.jupiter.api.Test;

/** Runs the fuzz targets over the inputs beside {@link MailFuzzTest} and the same mutations of them every time. */
class FuzzReplayTest {

    /** What lies beside the fuzz tests. */
    private static List<byte[]> seeds(String target) throws IOException, URISyntaxException {
        List<byte[]> seeds = new ArrayList<>();
        Path folder = Path.of(FuzzReplayTest.class.getResource("MailFuzzTestInputs/" + target).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        return seeds;
    }

    private static void replay(String name, int rounds, Consumer<byte[]> target)
            throws IOException, URISyntaxException {
        List<byte[]> inputs = seeds(name);
        Random random = new Random(2026);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            inputs.forEach(target);
            for (int i = 0; i < rounds; i++) {
                byte[] input = inputs.get(random.nextInt(inputs.size())).clone();
                byte[] other = inputs.get(random.nextInt(inputs.size()));
                for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                    input = mutate(input, other, random);
                }
                target.accept(input);
            }
        });
    }

    /** Flips, inserts, deletes, or splices a piece of another seed. */
    private static byte[] mutate(byte[] input, byte[] other, Random random) {
        if (input.length < 2) {
            return other.clone();
        }
        int at = random.nextInt(input.length);
        int from = random.nextInt(other.length);
        int count = switch (random.nextInt(4)) {
            case 0 -> {
                input[at] = (byte) random.nextInt(256);
                yield 0;
            }
            case 1 -> -Math.min(input.length - at, 1 + random.nextInt(20));
            default -> Math.min(other.length - from, 1 + random.nextInt(60));
        };
        byte[] output = new byte[input.length + count];
        int keep = count < 0 ? at - count : at;
        System.arraycopy(input, 0, output, 0, at);
        if (count > 0) {
            System.arraycopy(other, from, output, at, count);
        }
        System.arraycopy(input, keep, output, at + Math.max(0, count), input.length - keep);
        return output;
    }

    @Test
    void messages() throws IOException, URISyntaxException {
        replay("message", 4000, MessageFuzz::check);
    }

    @Test
    void parts() throws IOException, URISyntaxException {
        replay("mime", 4000, MessageFuzz::checkParts);
    }

    @Test
    void boxes() throws IOException, URISyntaxException {
        replay("mbox", 4000, MboxFuzz::check);
    }

    @Test
    void queries() throws IOException, URISyntaxException {
        replay("query", 8000, QueryFuzz::check);
    }
}
