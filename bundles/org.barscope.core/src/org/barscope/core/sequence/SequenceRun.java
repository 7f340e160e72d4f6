// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessException;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.poke.WriteRefusedException;
import org.barscope.core.sequence.StepResult.Status;
import org.barscope.registers.naming.ValueText;

/**
 * A run of a sequence, step by step or to its end. It stops at the first step that does not go as it says. One thread
 * runs it and is blocked meanwhile; {@link #stop} may be called from any other.
 */
public final class SequenceRun {

    private final String name;
    private final SequenceTarget target;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean failed;

    private static final class Frame {
        private final List<BoundStep> steps;
        private int next;
        private int turns;

        Frame(List<BoundStep> steps, int turns) {
            this.steps = steps;
            this.turns = turns;
        }
    }

    /** @param target what it runs on */
    public SequenceRun(BoundSequence sequence, SequenceTarget target) {
        this.name = sequence.sequence().name();
        this.target = target;
        frames.push(new Frame(sequence.steps(), 1));
        settle();
    }

    /** The step that comes next; empty when it has ended, for whatever reason. */
    public Optional<Step> next() {
        return finished() ? Optional.empty() : Optional.of(upcoming().step());
    }

    private BoundStep upcoming() {
        return frames.peek().steps.get(frames.peek().next);
    }

    /** Whether there is nothing left to do: it ran to its end, was stopped, or a step has failed. */
    public boolean finished() {
        return failed || stopped.getCount() == 0 || frames.isEmpty();
    }

    /** Whether a step did not go as it says. */
    public boolean failed() {
        return failed;
    }

    /** Ends it before the next step, and a delay or poll that is under way. */
    public void stop() {
        stopped.countDown();
    }

    /**
     * Runs what is left.
     *
     * @param listener told of each step, on this thread
     * @return the step that has failed; empty when none has
     */
    public Optional<StepResult> run(Consumer<StepResult> listener) throws InterruptedException {
        StepResult last = null;
        while (!finished()) {
            last = step();
            listener.accept(last);
        }
        return failed ? Optional.ofNullable(last) : Optional.empty();
    }

    /**
     * Runs one step. A loop is no step of its own: its steps are.
     *
     * @throws IllegalStateException when it has ended
     */
    public StepResult step() throws InterruptedException {
        if (finished()) {
            throw new IllegalStateException("the sequence has ended");
        }
        BoundStep step = upcoming();
        StepResult result;
        try {
            result = run(step);
        } catch (AccessException | WriteRefusedException refused) {
            result = new StepResult(step.step(), Status.FAILED, OptionalLong.empty(), refused.getMessage());
        }
        failed = result.status().stops();
        frames.peek().next++;
        settle();
        return result;
    }

    /** Goes to where a step is: into loops, and out of those that have ended. */
    private void settle() {
        while (!frames.isEmpty()) {
            Frame frame = frames.peek();
            if (frame.next < frame.steps.size()) {
                if (!(frame.steps.get(frame.next) instanceof BoundStep.Loop loop)) {
                    return;
                }
                frames.push(new Frame(loop.body(), loop.body().isEmpty() ? 0 : loop.step().times()));
                continue;
            }
            frame.turns--;
            frame.next = 0;
            if (frame.turns <= 0) {
                frames.pop();
                if (!frames.isEmpty()) {
                    frames.peek().next++;
                }
            }
        }
    }

    private StepResult run(BoundStep step) throws AccessException, WriteRefusedException, InterruptedException {
        Origin origin = Origin.script(name + ":" + step.step().at().line());
        return switch (step) {
            case BoundStep.Read read -> read(read, origin);
            case BoundStep.WriteRegister write -> write(write, origin);
            case BoundStep.WriteUnit write -> written(step, "@0x" + Long.toHexString(write.offset()) + ":"
                    + write.width().bits(), write.width().bits(), target.write(write.offset(), write.width(),
                            write.value(), write.mask(), origin));
            case BoundStep.Check check -> check.poll().isPresent() ? poll(check, check.poll().get(), origin)
                    : expect(check, origin);
            case BoundStep.Delay delay -> {
                if (target.live()) {
                    pause(delay.step().time());
                }
                yield done(step, OptionalLong.empty(), "delay " + delay.step().time().toNanos() / 1000 + " us");
            }
            case BoundStep.Print print -> done(step, OptionalLong.empty(), print.step().text());
            case BoundStep.Loop loop -> throw new IllegalStateException("a loop is no step");
        };
    }

    private boolean pause(Duration time) throws InterruptedException {
        return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static StepResult done(BoundStep step, OptionalLong value, String text) {
        return new StepResult(step.step(), Status.DONE, value, text);
    }

    private OptionalLong value(BoundStep.Place place, Origin origin) throws AccessException, InterruptedException {
        return switch (place) {
            case BoundStep.Place.Unit unit -> target.read(unit.offset(), unit.width(), origin);
            case BoundStep.Place.Named named -> {
                OptionalLong word = target.read(named.target().register(), origin);
                yield word.isPresent() ? OptionalLong.of(named.target().extract(word.getAsLong())) : word;
            }
        };
    }

    private static String shown(OptionalLong value, int bits) {
        return value.isPresent() ? ValueText.hex(value.getAsLong(), bits) : "not known";
    }

    private StepResult read(BoundStep.Read read, Origin origin) throws AccessException, InterruptedException {
        OptionalLong value = value(read.place(), origin);
        return new StepResult(read.step(), value.isPresent() ? Status.DONE : Status.NOT_KNOWN, value,
                read.place().name() + " = " + shown(value, read.place().bits()));
    }

    private StepResult write(BoundStep.WriteRegister write, Origin origin)
            throws AccessException, WriteRefusedException, InterruptedException {
        RegisterWrite request = new RegisterWrite(write.target().register(), write.content(),
                write.base().orElse(new RegisterWrite.Base.Now()), Set.of(), Optional.empty(), true, origin);
        if (write.override()) {
            Set<String> all = new HashSet<>();
            all.add(write.target().register().register().name());
            write.target().register().register().flatFields().forEach(field -> all.add(field.name()));
            request = request.accepting(all);
        }
        return written(write, write.target().register().path(), write.target().register().register().size(),
                target.write(request));
    }

    private StepResult written(BoundStep step, String place, int bits, SequenceTarget.Written written) {
        StringBuilder text = new StringBuilder(place).append(": ");
        if (written.old().isPresent()) {
            text.append(shown(written.old(), bits)).append(" → ");
        }
        text.append(shown(written.word(), bits)).append(target.live() ? "" : " would be written");
        if (written.readBack().isPresent()) {
            text.append(", read back ").append(shown(written.readBack(), bits));
        }
        if (written.mismatch() != 0) {
            text.append(", different in bits ").append(ValueText.hex(written.mismatch(), bits));
        }
        boolean unknown = written.word().isEmpty();
        // Many registers answer with something else than was written; only who asks for it wants to stop there.
        boolean verify = step.step() instanceof Step.Write write && write.verify();
        return new StepResult(step.step(), verify && written.mismatch() != 0 ? Status.MISMATCH
                : unknown ? Status.NOT_KNOWN : Status.DONE, written.readBack(), text.toString());
    }

    private StepResult expect(BoundStep.Check check, Origin origin) throws AccessException, InterruptedException {
        OptionalLong value = value(check.place(), origin);
        Status status = value.isEmpty() ? Status.NOT_KNOWN : holds(check, value.getAsLong()) ? Status.DONE
                : Status.MISMATCH;
        return new StepResult(check.step(), status, value, said(check, value)
                + (status == Status.MISMATCH ? ": not as expected" : ""));
    }

    private static boolean holds(BoundStep.Check check, long value) {
        return check.relation().holds(value & check.mask(), check.value());
    }

    private static String said(BoundStep.Check check, OptionalLong value) {
        int bits = check.place().bits();
        return check.place().name() + " = " + shown(value, bits) + ", expected "
                + (check.mask() == -1 ? "" : "& " + ValueText.hex(check.mask(), bits) + " ") + check.relation().sign()
                + " " + ValueText.hex(check.value(), bits);
    }

    private StepResult poll(BoundStep.Check check, Step.Poll poll, Origin origin)
            throws AccessException, InterruptedException {
        long start = System.nanoTime();
        for (int reads = 1; ; reads++) {
            // The time is looked at before the read: what a read begun in time finds counts, however slow it is.
            boolean late = System.nanoTime() - start >= poll.timeout().toNanos();
            OptionalLong value = value(check.place(), origin);
            if (value.isEmpty()) {
                return new StepResult(check.step(), Status.NOT_KNOWN, value, said(check, value));
            }
            String after = " after " + reads + (reads == 1 ? " read, " : " reads, ")
                    + (System.nanoTime() - start) / 1000 + " us";
            if (holds(check, value.getAsLong())) {
                return done(check, value, said(check, value) + after);
            }
            if (!target.live()) {
                return new StepResult(check.step(), Status.NOT_KNOWN, value, said(check, value)
                        + ": a dry run cannot wait for it");
            }
            if (late) {
                return new StepResult(check.step(), Status.TIMEOUT, value, said(check, value) + ": not so" + after);
            }
            if (pause(poll.every())) {
                return new StepResult(check.step(), Status.FAILED, value, said(check, value) + ": stopped" + after);
            }
        }
    }
}
