// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.barscope.core.journal.JournalEntry.Outcome;
import org.barscope.registers.model.Register;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes (SIGKILL) at random moments of a storm of writes, several at a time into one folder: what reached the
 * region has an entry, what has an entry that says "done" reached the region, and at most one write of each process is
 * not known to have done either.
 */
class KillTest {

    /** Each kill costs the start of a virtual machine, which an archive of its classes makes cheap. */
    private static final int KILLS = Integer.getInteger("barscope.kills", 200);
    private static final int AT_A_TIME = 4;
    private static final int LONGEST_STORM_MICROS = 30_000;

    @TempDir
    private Path temp;

    private final Random random = new Random();
    private int dropped;
    private int unknown;
    private long writes;

    private Process start(Path folder, Path file, int times) throws IOException {
        // The first process ends by itself and leaves the archive to the others.
        boolean first = times > 0;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx64m", "-XX:-UsePerfData", "-Xshare:auto", "-Xlog:cds=off", "-Xlog:aot=off",
                "-XX:" + (first ? "ArchiveClassesAtExit=" : "SharedArchiveFile=") + temp.resolve("storm.jsa"),
                "-cp", classPath(), WriteStorm.class.getName(), folder.toString(), file.toString(),
                Integer.toString(times)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** What the storm needs, in files: classes in directories cannot be archived. */
    private String classPath() throws IOException {
        Set<String> files = new LinkedHashSet<>();
        for (Class<?> type : List.of(WriteStorm.class, Journal.class, JsonFactory.class, Register.class)) {
            Path place = Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
            files.add((Files.isDirectory(place) ? jar(place) : place).toString());
        }
        return String.join(File.pathSeparator, files);
    }

    private Path jar(Path classes) throws IOException {
        Path jar = temp.resolve(Integer.toHexString(classes.hashCode()) + ".jar");
        if (Files.notExists(jar)) {
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> all = Files.walk(classes)) {
                for (Path file : (Iterable<Path>) all.filter(f -> f.toString().endsWith(".class"))::iterator) {
                    out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    out.write(Files.readAllBytes(file));
                }
            }
        }
        return jar;
    }

    private Path empty(String name) throws IOException {
        return Files.write(temp.resolve(name), new byte[4 * WriteStorm.WORDS]);
    }

    @Test
    void noEntryIsLostAndNoneIsInvented() throws Exception {
        // One that ends by itself shows that the check finds what it should.
        Process first = start(temp.resolve("first"), empty("first.bin"), 50);
        String said = new String(first.getInputStream().readAllBytes());
        assertTrue(first.waitFor(60, TimeUnit.SECONDS) && first.exitValue() == 0, said);
        verify(temp.resolve("first"), List.of(temp.resolve("first.bin")));
        assertEquals(50, writes);
        for (int round = 0; round < KILLS / AT_A_TIME; round++) {
            Path folder = temp.resolve("journal" + round);
            List<Path> files = new ArrayList<>();
            List<Thread> killers = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                Path file = empty("region" + round + "-" + i);
                files.add(file);
                killers.add(killer(start(folder, file, 0), random.nextInt(LONGEST_STORM_MICROS)));
            }
            for (Thread killer : killers) {
                killer.join();
            }
            verify(folder, files);
        }
        assertTrue(writes > 10 * KILLS, "a storm writes often: " + writes);
        assertTrue(unknown <= KILLS && dropped <= KILLS, unknown + " unknown, " + dropped + " dropped");
    }

    private static Thread killer(Process process, int micros) {
        return Thread.ofPlatform().start(() -> {
            try (BufferedReader out = process.inputReader()) {
                String line = out.readLine();
                if ("storm".equals(line)) {
                    // Nothing counts it down: this waits, precisely enough.
                    new CountDownLatch(1).await(micros, TimeUnit.MICROSECONDS);
                }
            } catch (IOException | InterruptedException stopped) {
                throw new AssertionError(stopped);
            } finally {
                process.destroyForcibly();
            }
            try {
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        });
    }

    private void verify(Path folder, List<Path> files) throws IOException {
        JournalFolder.Listing listing = new JournalFolder(folder).read();
        for (String problem : listing.problems()) {
            assertTrue(problem.startsWith("the last record of "), problem);
        }
        dropped += listing.problems().size();
        assertTrue(listing.problems().size() <= files.size());
        for (Path file : files) {
            Map<Long, JournalEntry> entries = new TreeMap<>();
            listing.entries().stream().filter(entry -> entry.change().subject().equals("file:" + file))
                    .forEach(entry -> entries.put(entry.change().value().orElseThrow(), entry));
            verify(file, entries);
        }
    }

    private void verify(Path file, Map<Long, JournalEntry> entries) throws IOException {
        ByteBuffer region = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long reached = 0;
        for (int word = 0; word < WriteStorm.WORDS; word++) {
            long value = region.getInt(4 * word);
            reached = Math.max(reached, value);
            if (value != 0) {
                assertTrue(entries.containsKey(value), "write " + value + " reached " + file + " and has no entry");
                assertEquals(4L * word, entries.get(value).change().offset());
            }
        }
        assertTrue(reached > 0, "the storm had begun");
        assertTrue(entries.size() >= reached && entries.size() <= reached + 1,
                entries.size() + " entries for " + reached + " writes");
        for (long i = 1; i <= entries.size(); i++) {
            Outcome outcome = entries.get(i).outcome();
            if (i < reached) {
                assertEquals(Outcome.DONE, outcome, "the result of write " + i + " came before write " + (i + 1));
            } else if (i > reached) {
                assertEquals(Outcome.UNKNOWN, outcome, "write " + i + " has not reached " + file);
            }
            if (outcome == Outcome.UNKNOWN) {
                assertTrue(i >= reached);
                unknown++;
            }
        }
        writes += reached;
    }
}
