// SPDX-License-Identifier: EPL-2.0

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts Barscope and a bare workbench in turn, on the same display, with the same JVM and JVM options, and prints how
 * they compare. Alternating lets whatever else the machine does hit both alike; the median ignores the odd hiccup.
 *
 * <p>Barscope comes with an archive of its parsed classes, as {@code ./barscope} starts it. The later start is measured
 * without that as well: this is what Barscope costs beyond the workbench when both start in the same way.
 *
 * <p>Both say {@code ready} on standard output when their window is open, posted events are done and it is painted;
 * Barscope only after it has shown the devices of the machine, which is what makes its window usable.
 *
 * <p>Two kinds of start are measured: the very first on a computer (no workspace, nothing cached by the framework) and
 * a later one. Usage: {@code java WindowBenchmark.java startup|memory BARSCOPE ARCHIVE PEER RUNS -- JVM_OPTION...}
 */
public final class WindowBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** How long a window is left alone before its memory is looked at: the collector has had time to give back. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private record Product(String name, Path directory, List<String> ownJvmOptions, List<String> arguments) {

        List<String> command(List<String> jvmOptions, Path scratch) throws IOException {
            List<String> words = new ArrayList<>();
            words.add(ProcessHandle.current().info().command().orElseThrow());
            words.addAll(jvmOptions);
            words.addAll(ownJvmOptions);
            try (Stream<Path> plugins = Files.list(directory.resolve("plugins"))) {
                words.addAll(List.of("-jar", plugins.map(Path::toString)
                        .filter(file -> file.contains("org.eclipse.equinox.launcher_")).findAny().orElseThrow()));
            }
            words.addAll(List.of("-nosplash", "-configuration", scratch.resolve("configuration").toString(),
                    "-data", scratch.resolve("workspace").toString()));
            words.addAll(arguments);
            return words;
        }
    }

    /** A started product that has said it is ready. */
    private record Running(Process process, Duration toReady) {

        void end() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }

        /** What the kernel counts as resident for this process, in MiB. */
        double residentMebibytes() throws IOException {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findAny().orElseThrow();
        }
    }

    private final List<String> jvmOptions;
    private final Product barscope;
    private final Product withoutArchive;
    private final Product peer;
    private final int runs;

    private WindowBenchmark(Path barscope, Path archive, Path peer, int runs, List<String> jvmOptions) {
        List<String> announce = List.of("-barscope.announce");
        List<String> archived = Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
        this.barscope = new Product("Barscope", barscope, archived, announce);
        this.withoutArchive = new Product("Barscope without its class archive", barscope, List.of(), announce);
        this.peer = new Product("bare workbench", peer, List.of(), List.of());
        this.runs = runs;
        this.jvmOptions = jvmOptions;
    }

    private Running start(Product product, Path scratch) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(product.command(jvmOptions, scratch))
                .redirectError(scratch.resolve("errors").toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        Thread guard = Thread.ofVirtual().start(() -> endIfLate(process));
        BufferedReader output = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                Duration taken = Duration.ofNanos(System.nanoTime() - begin);
                guard.interrupt();
                return new Running(process, taken);
            }
        }
        throw new IllegalStateException(product.name() + " ended without being ready: "
                + Files.readString(scratch.resolve("errors")));
    }

    private static void endIfLate(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double seconds(Product product, Path scratch) throws IOException, InterruptedException {
        Running running = start(product, scratch);
        running.end();
        return running.toReady().toNanos() / 1e9;
    }

    private void startup() throws IOException, InterruptedException {
        double[] firstOurs = new double[runs];
        double[] firstPeer = new double[runs];
        double[] laterOurs = new double[runs];
        double[] laterPeer = new double[runs];
        double[] laterWithout = new double[runs];
        for (int run = 0; run < runs; run++) {
            Path ours = Files.createTempDirectory("startup");
            Path theirs = Files.createTempDirectory("startup");
            firstPeer[run] = seconds(peer, theirs);
            firstOurs[run] = seconds(barscope, ours);
            laterPeer[run] = seconds(peer, theirs);
            laterOurs[run] = seconds(barscope, ours);
            laterWithout[run] = seconds(withoutArchive, ours);
            System.out.printf(Locale.ROOT, "run %d: first start %.2f s, peer %.2f s; "
                    + "later start %.2f s, without class archive %.2f s, peer %.2f s%n", run + 1,
                    firstOurs[run], firstPeer[run], laterOurs[run], laterWithout[run], laterPeer[run]);
            delete(ours);
            delete(theirs);
        }
        report("first start to a usable window", "s", firstOurs, firstPeer);
        report("later start to a usable window", "s", laterOurs, laterPeer);
        report("later start without the class archive", "s", laterWithout, laterPeer);
    }

    private void memory() throws IOException, InterruptedException {
        double[] ours = new double[runs];
        double[] theirs = new double[runs];
        for (int run = 0; run < runs; run++) {
            theirs[run] = idleMebibytes(peer);
            ours[run] = idleMebibytes(barscope);
        }
        report("resident memory of the idle window", "MiB", ours, theirs);
    }

    private double idleMebibytes(Product product) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("memory");
        Running running = start(product, scratch);
        Thread.sleep(SETTLING);
        double result = running.residentMebibytes();
        running.end();
        delete(scratch);
        return result;
    }

    private static void report(String what, String unit, double[] ours, double[] theirs) {
        double mine = median(ours);
        double other = median(theirs);
        System.out.printf(Locale.ROOT, "%s: Barscope %.2f %s, bare workbench %.2f %s, ratio %.2f (medians of %d)%n",
                what, mine, unit, other, unit, mine / other, ours.length);
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        WindowBenchmark benchmark = new WindowBenchmark(Path.of(words.get(1)), Path.of(words.get(2)),
                Path.of(words.get(3)), Integer.parseInt(words.get(4)),
                words.subList(words.indexOf("--") + 1, words.size()));
        if (words.get(0).equals("startup")) {
            benchmark.startup();
        } else {
            benchmark.memory();
        }
    }
}
