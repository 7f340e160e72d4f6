// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.barscope.app.poke.Poking;
import org.barscope.app.poke.TakeState.Request;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.sequence.BoundSequence;
import org.barscope.core.sequence.LiveTarget;
import org.barscope.core.sequence.Sequence;
import org.barscope.core.sequence.SequenceException;
import org.barscope.core.sequence.SequenceParser;
import org.barscope.core.sequence.SequenceRun;
import org.barscope.core.sequence.StepResult;
import org.barscope.core.watch.TriggerQueue.Came;
import org.barscope.core.watch.WatchCondition.Action;
import org.barscope.registers.naming.ValueText;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.poke.state.SnapshotWork;
import org.barscope.ui.poke.state.StateEditor;
import org.barscope.ui.poke.watch.WatchRow.Held;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IWorkbenchPage;
import org.osgi.framework.FrameworkUtil;

/**
 * Does what conditions ask for and the engine does not: makes a sound, takes a snapshot of the device, runs a sequence.
 * Each of the latter two is done once at a time. A sequence that writes runs only while the region is armed, and what
 * it writes is in the journal as of any sequence. UI thread only.
 */
final class Reactions {

    private static final String PLUGIN = "org.barscope.ui.poke";
    /** A condition that comes true again and again must not fill a disk. */
    private static final Duration BETWEEN_SNAPSHOTS = Duration.ofSeconds(10);

    private final IWorkbenchPage page;
    private final Consumer<String> say;
    private final Map<String, Long> snapshots = new HashMap<>();
    private final Set<WatchRow> running = new HashSet<>();

    /** @param say shows one line for the user */
    Reactions(IWorkbenchPage page, Consumer<String> say) {
        this.page = page;
        this.say = say;
    }

    /** Does what is to be done. */
    void to(List<Came> all, List<WatchRow> rows) {
        boolean sound = false;
        for (Came came : all) {
            Optional<WatchRow> row = rows.stream().filter(r -> r.watch().filter(w -> w == came.first().watch())
                    .isPresent()).findFirst();
            if (row.isPresent()) {
                Set<Action> actions = came.first().condition().actions();
                say.accept(happened(came));
                sound |= actions.contains(Action.SOUND);
                if (actions.contains(Action.SNAPSHOT)) {
                    snapshot(row.get());
                }
                if (actions.contains(Action.RUN_SEQUENCE)) {
                    sequence(row.get(), came);
                }
            }
        }
        if (sound) {
            page.getWorkbenchWindow().getShell().getDisplay().beep();
        }
    }

    private static String happened(Came came) {
        int bits = Math.max(1, came.first().watch().what().bits());
        long value = came.last().sample().value().orElse(0);
        return came.first().watch().what().name() + " is " + ValueText.hex(value, bits) + ": its condition came true"
                + (came.count() > 1 ? " " + came.count() + " times" : "");
    }

    private void snapshot(WatchRow row) {
        RegionUri uri = row.uri();
        String name = row.name();
        long now = System.nanoTime();
        Long before = snapshots.get(uri.device());
        if (uri.region().isEmpty()) {
            say.accept("✗ No snapshot for " + name + ": " + uri + " belongs to no device");
        } else if (before != null && now - before < BETWEEN_SNAPSHOTS.toNanos()) {
            say.accept("No further snapshot for " + name + ": the one before is not " + BETWEEN_SNAPSHOTS.toSeconds()
                    + " s old");
        } else {
            snapshots.put(uri.device(), now);
            Path file = Platform.getStateLocation(FrameworkUtil.getBundle(Reactions.class)).append("snapshots")
                    .toFile().toPath().resolve(SnapshotWork.fileName(uri.device()));
            OpenOptions held = row.held().map(h -> h.session().options()).orElse(OpenOptions.readOnly());
            Request request = new Request(uri.device(), List.of(), Map.of(), Map.of(), new OpenOptions(false,
                    held.besideDriver(), held.acceptReset(), Optional.empty()), "Taken by a condition on " + name);
            try {
                Work.start("Snapshot for " + name, SnapshotWork.keep(request, file), kept -> {
                    say.accept("✓ Snapshot for " + name + ": " + kept);
                    StateEditor.open(page, kept, false);
                }, refused -> say.accept("✗ No snapshot for " + name + ": " + refused.getMessage()));
            } catch (BackendException early) {
                say.accept("✗ No snapshot for " + name + ": " + early.getMessage());
            }
        }
    }

    private void sequence(WatchRow row, Came came) {
        Optional<Held> held = row.held();
        Optional<Poking> poking = Poke.explorer().poking();
        if (held.isEmpty() || poking.isEmpty() || !running.add(row)) {
            return;
        }
        Path file = Path.of(row.item().getSequence());
        String name = row.name();
        String title = file.getFileName() + " on " + came.first().watch().what().name();
        Optional<RegionSession> armed = Poke.explorer().armed().session(row.uri());
        Work.start("Sequence " + title, () -> run(file, title, held.get(), armed, poking.get()), told -> {
            running.remove(row);
            say.accept(told);
        }, refused -> {
            running.remove(row);
            say.accept("✗ The sequence for " + name + " was not run: " + refused.why());
        });
    }

    private static String run(Path file, String title, Held held, Optional<RegionSession> armed, Poking poking)
            throws BackendException {
        String attempt = "run " + title;
        try {
            Sequence sequence = SequenceParser.parse(title, Files.readString(file));
            BoundSequence bound = BoundSequence.bind(sequence, held.registers(), held.session().info().size());
            if (sequence.writes() && armed.isEmpty()) {
                throw new BackendException(Reason.REFUSED, attempt, "it writes, and " + held.watch().uri()
                        + " is not armed", "arm the region");
            }
            SequenceRun run = new SequenceRun(bound, new LiveTarget(armed.orElse(held.session()), held.rules(),
                    poking.arming(), poking.journal()));
            Optional<StepResult> last = run.run(step -> {
            });
            return run.failed() ? "✗ " + title + " stopped at line " + last.map(l -> l.step().at().line() + ": "
                    + l.text()).orElse("?") : "✓ " + title + " ran to its end";
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, attempt, "it cannot be read: " + unreadable.getMessage(), "",
                    unreadable);
        } catch (SequenceException faulty) {
            throw new BackendException(Reason.USAGE, attempt, faulty.faults().getFirst().toString(), "", faulty);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BackendException(Reason.FAILED, attempt, "it was interrupted", "", stopped);
        }
    }
}
