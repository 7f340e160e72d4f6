// SPDX-License-Identifier: EPL-2.0
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import org.barscope.widgets.hex.HexCanvas;
import org.barscope.widgets.hex.HexMark;
import org.barscope.widgets.hex.HexModel;
import org.barscope.widgets.hex.HexModelListener;
import org.barscope.widgets.hex.HexOptions;
import org.barscope.widgets.hex.HexRange;
import org.barscope.widgets.hex.HexSnapshot;
import org.barscope.widgets.hex.RowFit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;

/**
 * Painting a window of 3840 by 2160 points full of bytes, beside an empty canvas of that size; and paging through
 * 16 GiB, the last page beside the first. Prints medians of milliseconds and ratios. The time of the UI thread is that
 * of the paint event, and the processor's part of it tells whether the machine was busy with something else; on the
 * screen it is when the display server has drawn all of it. {@code -Drounds=N} takes fewer rounds than 61.
 */
final class PaintBenchmark {

    private static final int WIDTH = 3840;
    private static final int HEIGHT = 2160;
    private static final int ROUNDS = Integer.getInteger("rounds", 61);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long REGION = 16L << 30;

    private final Display display = new Display();
    private final Shell shell = new Shell(display, SWT.NO_TRIM);
    private final Image pixel = new Image(display, 1, 1);
    private boolean ready = true;
    private long begin;
    private long end;
    private long busyBegin;
    private double thread;
    private double busy;

    public static void main(String[] arguments) {
        new PaintBenchmark().run();
    }

    /** Medians in milliseconds; {@code busy} is what the UI thread had the processor for. */
    private record Times(double thread, double busy, double screen) {
    }

    private void run() {
        shell.setLayout(new FillLayout());
        shell.setBounds(0, 0, WIDTH, HEIGHT);
        Times empty = empty();
        HexCanvas canvas = new HexCanvas(shell, SWT.NONE);
        canvas.setOptions(HexOptions.DEFAULT.withFit(RowFit.GROUPS));
        Memory memory = new Memory();
        canvas.setModel(memory);
        watch(canvas);
        show();
        memory.page(canvas.getVisibleRange().orElseThrow());
        settle();
        int bytes = (int) canvas.getVisibleRange().orElseThrow().length();
        System.out.printf(Locale.ROOT, "%d by %d points, %d bytes in rows of %d%n", WIDTH, HEIGHT, bytes,
                canvas.getBytesPerRow());
        System.out.printf(Locale.ROOT, "empty canvas: %s%n", text(empty));
        report("page as it was", empty, measure(canvas, round -> { }));
        report("every byte of the page changed", empty, measure(canvas, round -> memory.change()));
        report("another page", empty, measure(canvas, round -> memory.page(memory.range)));
        memory.describe();
        report("another page, a register on every four bytes", empty,
                measure(canvas, round -> memory.page(memory.range)));
        memory.marks = List.of();
        pages(canvas, memory);
        shell.dispose();
        pixel.dispose();
        display.dispose();
    }

    private Times empty() {
        Canvas canvas = new Canvas(shell, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        Color white = display.getSystemColor(SWT.COLOR_WHITE);
        canvas.addListener(SWT.Paint, event -> {
            event.gc.setBackground(white);
            event.gc.fillRectangle(event.x, event.y, event.width, event.height);
        });
        watch(canvas);
        show();
        Times times = measure(canvas, round -> { });
        canvas.dispose();
        return times;
    }

    private void show() {
        shell.layout();
        shell.open();
        long end = System.nanoTime() + 2_000_000_000L;
        while (System.nanoTime() < end) {
            if (!display.readAndDispatch()) {
                Thread.onSpinWait();
            }
        }
    }

    private void settle() {
        while (display.readAndDispatch()) {
            // Every event may bring others.
        }
    }

    private Times measure(Canvas canvas, IntConsumer before) {
        double[] threads = new double[ROUNDS];
        double[] busies = new double[ROUNDS];
        double[] screens = new double[ROUNDS];
        for (int i = -ROUNDS; i < ROUNDS; i++) {
            drawn(canvas);
            ready = false;
            before.accept(i);
            thread = 0;
            busy = 0;
            // What the model says reaches the canvas through the event queue. It may paint before and after; the dearer
            // paint is the one of what is new.
            display.asyncExec(() -> {
                ready = true;
                canvas.redraw();
                end = 0;
            });
            painted(canvas);
            drawn(canvas);
            if (i >= 0) {
                threads[i] = thread;
                busies[i] = busy;
                screens[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        return new Times(median(threads), median(busies), median(screens));
    }

    /** Runs the event loop until all of the canvas has been painted. */
    private void painted(Canvas canvas) {
        end = 0;
        while (!ready || end == 0) {
            display.readAndDispatch();
        }
    }

    /** Takes the time of a paint that has the whole canvas: a filter is called before, a late listener after. */
    private void watch(Canvas canvas) {
        display.addFilter(SWT.Paint, event -> {
            if (event.widget == canvas) {
                begin = System.nanoTime();
                busyBegin = THREADS.getCurrentThreadCpuTime();
            }
        });
        canvas.addListener(SWT.Paint, event -> {
            if (event.height >= HEIGHT - 100) {
                long busyNow = THREADS.getCurrentThreadCpuTime();
                end = System.nanoTime();
                thread = Math.max(thread, (end - begin) / 1e6);
                busy = Math.max(busy, (busyNow - busyBegin) / 1e6);
            }
        });
    }

    /** Waits for the display server, by asking for a pixel. */
    private void drawn(Canvas canvas) {
        GC gc = new GC(canvas);
        gc.copyArea(pixel, 0, 0);
        gc.dispose();
        pixel.getImageData();
    }

    /** Page down where the region begins and where it ends, in turn, so that other work treats both alike. */
    private void pages(HexCanvas canvas, Memory memory) {
        canvas.addVisibleRangeListener(range -> range.ifPresent(memory::page));
        double[] first = new double[ROUNDS];
        double[] last = new double[ROUNDS];
        for (int i = -ROUNDS; i < ROUNDS; i++) {
            long page = memory.range.length();
            double one = pageDown(canvas, page * (i + ROUNDS));
            double other = pageDown(canvas, REGION - page * (i + ROUNDS + 3));
            if (i >= 0) {
                first[i] = one;
                last[i] = other;
            }
        }
        double begins = median(first);
        double ends = median(last);
        System.out.printf(Locale.ROOT, "page down in 16 GiB: first pages %.2f ms, last pages %.2f ms, ratio %.2f%n",
                begins, ends, ends / begins);
    }

    /** Milliseconds of the UI thread for the key and for painting what it brings. */
    private double pageDown(HexCanvas canvas, long from) {
        canvas.setCaret(from);
        settle();
        drawn(canvas);
        thread = 0;
        ready = false;
        Event event = new Event();
        event.keyCode = SWT.PAGE_DOWN;
        long start = System.nanoTime();
        canvas.notifyListeners(SWT.KeyDown, event);
        double key = (System.nanoTime() - start) / 1e6;
        display.asyncExec(() -> {
            ready = true;
            canvas.redraw();
            end = 0;
        });
        painted(canvas);
        return key + thread;
    }

    private static void report(String what, Times empty, Times ours) {
        System.out.printf(Locale.ROOT, "%s: %s, ratio %.2f to an empty canvas, on the screen %.2f%n", what, text(ours),
                ours.thread / empty.thread, ours.screen / empty.screen);
    }

    private static String text(Times times) {
        return String.format(Locale.ROOT, "%.2f ms of the UI thread (%.2f of the processor), %.2f ms on the screen",
                times.thread, times.busy, times.screen);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Made-up memory, of which as much is known as shows. */
    private static final class Memory implements HexModel {

        private final List<HexModelListener> listeners = new CopyOnWriteArrayList<>();
        private HexSnapshot snapshot = HexSnapshot.EMPTY;
        private HexRange range;
        private List<HexMark> marks = List.of();
        private long state = 88172645463325252L;
        private long generation;

        /** Other bytes that show, of which nothing was known. */
        void page(HexRange visible) {
            range = visible;
            byte[] bytes = new byte[(int) visible.length()];
            for (int i = 0; i < bytes.length; i++) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
                bytes[i] = (byte) state;
            }
            generation--;
            deliver(bytes);
        }

        /** Registers all over the page. */
        void describe() {
            List<HexMark> registers = new ArrayList<>();
            for (long at = range.first(); at < range.last(); at += 4) {
                registers.add(new HexMark(HexRange.of(at, 4), HexMark.Kind.REGISTER, "R", ""));
            }
            marks = List.copyOf(registers);
            listeners.forEach(HexModelListener::marksChanged);
        }

        @Override
        public List<HexMark> marks(HexRange visible) {
            return marks;
        }

        /** A refresh that finds every byte changed. */
        void change() {
            byte[] bytes = new byte[(int) range.length()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (snapshot.byteAt(range.first() + i) + 1);
            }
            generation++;
            deliver(bytes);
        }

        private void deliver(byte[] bytes) {
            snapshot = HexSnapshot.ofValues(range.first(), bytes, Instant.EPOCH, generation);
            listeners.forEach(HexModelListener::snapshotChanged);
        }

        @Override
        public Optional<HexRange> extent() {
            return HexRange.ofSize(REGION);
        }

        @Override
        public HexSnapshot snapshot() {
            return snapshot;
        }

        @Override
        public void addListener(HexModelListener listener) {
            listeners.add(listener);
        }

        @Override
        public void removeListener(HexModelListener listener) {
            listeners.remove(listener);
        }
    }
}
