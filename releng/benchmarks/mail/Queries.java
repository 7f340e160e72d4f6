// SPDX-License-Identifier: EPL-2.0
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailArchive;
import org.barscope.mail.index.SearchOptions;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.MessageParser;

/** Latency of 200 mixed queries, cold and warm, and recall of identifiers against the text of the messages. */
final class Queries {

    private static final List<String> IDENTIFIERS = List.of("vfio_pci", "vfio_pci_core_mmap", "begin_cpu_access",
            "ttm_bo.c",
            "dma-buf.c", "drm/ttm", "dma_resv", "dma_fence", "vmf_insert_pfn", "CONFIG_PCI_P2PDMA",
            "DMA_BUF_IOCTL_SYNC", "udmabuf",
            "drm_gem", "iommufd", "dma_buf_ops", "attach", "revoke", "sg_table", "kref_put", "io_uring");
    private static final List<String> FORMS = List.of("%s", "*%s*", "s:%s", "b:%s is:patch", "%s is:reply", "dfn:%s",
            "dfb:*%s*",
            "q:%s -is:obsolete", "%s d:2026-05..", "nq:%s f:christian");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    public static void main(String[] arguments) throws Exception {
        List<String> queries = new ArrayList<>();
        for (String form : FORMS) {
            IDENTIFIERS.forEach(identifier -> queries.add(String.format(form, identifier)));
        }
        try (MailArchive archive = MailArchive.open(Path.of(arguments[0])); ArchiveView view = archive.view()) {
            long first = System.nanoTime();
            view.count("first");
            System.out.printf("first query of a process %.0f ms%n", (System.nanoTime() - first) / 1e6);
            for (String round : List.of("cold", "second", "warm")) {
                double[] wall = new double[queries.size()];
                double[] processor = new double[queries.size()];
                for (int i = 0; i < wall.length; i++) {
                    long start = System.nanoTime();
                    long used = THREADS.getCurrentThreadCpuTime();
                    view.search(queries.get(i), SearchOptions.DEFAULT);
                    processor[i] = (THREADS.getCurrentThreadCpuTime() - used) / 1e6;
                    wall[i] = (System.nanoTime() - start) / 1e6;
                }
                System.out.printf("%d queries, %-6s  clock %s   processor %s%n", wall.length, round, said(wall),
                        said(processor));
            }
            if (arguments.length == 1) {
                return;
            }
            recall(view, Path.of(arguments[1]), arguments.length > 2 ? arguments[2] : "");
        }
    }

    /** On a busy machine the clock tells how long others took as well, processor time does not. */
    private static String said(double[] times) {
        Arrays.sort(times);
        long fast = Arrays.stream(times).filter(t -> t < 20).count();
        return String.format("p50 %.2f ms, p95 %.2f ms, %d %% under 20 ms", times[times.length / 2],
                times[times.length * 95 / 100], fast * 100 / times.length);
    }

    private static void recall(ArchiveView view, Path maildir, String notmuch) throws Exception {
        List<String> texts = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        try (Stream<Path> files = Files.list(maildir.resolve("cur"))) {
            for (Path file : files.toList()) {
                MailMessage message = MessageParser.parse(Files.readAllBytes(file));
                if (ids.add(message.messageId())) {
                    StringBuilder text = new StringBuilder(message.subject()).append('\n').append(message.text());
                    message.attachments().forEach(a -> text.append('\n').append(a.text()));
                    texts.add(text.toString().toLowerCase(Locale.ROOT));
                }
            }
        }
        System.out.printf("%-22s %8s %10s %10s%s%n", "recall", "literal", "*x*", "x", notmuch.isEmpty() ? ""
                : "    notmuch x");
        for (String identifier : IDENTIFIERS) {
            String wanted = identifier.toLowerCase(Locale.ROOT);
            long truth = texts.stream().filter(t -> t.contains(wanted)).count();
            System.out.printf("%-22s %8d %10d %10d%s%n", identifier, truth, view.count("bs:*" + identifier + "*"),
                    view.count("bs:" + identifier), notmuch.isEmpty() ? "" : String.format("%13s", count(notmuch,
                    identifier)));
        }
    }

    private static String count(String notmuch, String query) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(notmuch, "count", query).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return out;
    }
}
