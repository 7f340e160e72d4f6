// SPDX-License-Identifier: EPL-2.0
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.ImportMonitor;
import org.barscope.mail.index.ImportProgress;
import org.barscope.mail.index.MailArchive;
import org.barscope.mail.index.SearchOptions;

/** Imports a source into an index and prints how many messages there are. With --check the index is
 * verified too; with --heap the memory it took is printed, of the import and of searches after it. */
final class Import {

    public static void main(String[] arguments) throws Exception {
        try (MailArchive archive = MailArchive.open(Path.of(arguments[0]))) {
            boolean heap = List.of(arguments).contains("--heap");
            archive.importFrom(Path.of(arguments[1]), Optional.of("mail"), heap ? new Steps() : ImportMonitor.NONE);
            if (heap) {
                System.out.println("peak heap of the import " + peak() + " MB");
            }
            if (List.of(arguments).contains("--check")) {
                List<String> wrong = archive.check();
                if (!wrong.isEmpty()) {
                    throw new IllegalStateException(wrong.getFirst());
                }
            }
            try (ArchiveView view = archive.view()) {
                System.out.println("messages " + view.size());
                if (heap) {
                    for (String query : List.of("is:obsolete", "*que_name_77*", "s:change d:2017..", "f:person", "")) {
                        view.search(query, SearchOptions.DEFAULT.withFacets());
                    }
                    System.out.println("peak heap of import and searches " + peak() + " MB");
                    System.gc();
                    System.out.println("still in use " + used() + " MB");
                }
            }
        }
    }

    /** Says how far a long import is, so that one that is stopped has shown something too. */
    private static final class Steps implements ImportMonitor {
        private static final long STEP = 50_000;
        private long next = STEP;

        @Override
        public void progress(ImportProgress progress) {
            if (progress.done() >= next) {
                System.out.printf("%d messages, %.0f a second, peak heap %d MB%n", progress.done(),
                        progress.perSecond(),
                        peak());
                next = progress.done() / STEP * STEP + STEP;
            }
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    /** What all pools of the heap held at their worst, not at the same moment: an upper bound. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
    }
}
