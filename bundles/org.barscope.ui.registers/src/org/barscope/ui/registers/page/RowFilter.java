// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterValues;
import org.barscope.core.registers.RegisterValues.Change;
import org.barscope.core.registers.RegisterValues.Entry;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.registers.outline.Outline;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/**
 * Finds out which registers pass the filters, off the UI thread. One question is worked on at a time; of those that
 * come meanwhile the last is next. To be used in the UI thread.
 */
final class RowFilter {

    /** While values come, the rows shall not change faster than one can look. */
    private static final long REST_MILLIS = 200;

    private final Display display;
    private final Consumer<Answer> taker;
    private Asked working;
    private Asked next;
    private Names latest;
    private Question answered;

    /**
     * What the user wants to see.
     *
     * @param outline        of these rows
     * @param registers      that the rows are of
     * @param text           of the filter field
     * @param changedOnly    only what was seen to change
     * @param notAtResetOnly only what differs from its reset value
     */
    record Question(Outline outline, RegionRegisters registers, String text, boolean changedOnly,
            boolean notAtResetOnly) {

        /** Whether all rows pass. */
        boolean all() {
            return text.isBlank() && !changedOnly && !notAtResetOnly;
        }
    }

    /**
     * What passes.
     *
     * @param named what the text alone finds; empty without a text
     */
    record Answer(Question question, Optional<Set<RegisterInstance>> named, Outline.Passing passing) {
    }

    private record Asked(Question question, RegisterValues values) {
    }

    private record Names(RegionRegisters registers, String text, Optional<Set<RegisterInstance>> found) {
    }

    /** @param taker receives the answers, in the UI thread */
    RowFilter(Display display, Consumer<Answer> taker) {
        this.display = display;
        this.taker = taker;
    }

    /**
     * Looks.
     *
     * @param values as they are now; copied where the question is about them
     */
    void ask(Question question, RegisterValues values) {
        Asked asked = new Asked(question, question.changedOnly() || question.notAtResetOnly() ? values.copy() : null);
        if (working == null) {
            work(asked);
        } else {
            next = asked;
        }
    }

    private void work(Asked asked) {
        working = asked;
        Names before = latest;
        Job job = new Job("Looking for registers") {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                Question question = asked.question();
                Names names = before != null && before.registers() == question.registers()
                        && before.text().equals(question.text()) ? before : names(question);
                Answer answer = new Answer(question, names.found(),
                        question.outline().passing(passes(asked, names.found())));
                Work.later(display, () -> answered(names, answer));
                return Status.OK_STATUS;
            }
        };
        job.setSystem(true);
        job.setPriority(Job.INTERACTIVE);
        job.schedule(asked.question().equals(answered) ? REST_MILLIS : 0);
    }

    private static Names names(Question question) {
        return new Names(question.registers(), question.text(), question.text().isBlank() ? Optional.empty()
                : Optional.of(question.registers().filter(question.text())));
    }

    private static Predicate<RegisterInstance> passes(Asked asked, Optional<Set<RegisterInstance>> named) {
        return register -> (named.isEmpty() || named.get().contains(register))
                && (!asked.question().changedOnly() || asked.values().of(register).change() != Change.NONE)
                && (!asked.question().notAtResetOnly() || differsFromReset(asked.values().of(register), register));
    }

    private static boolean differsFromReset(Entry entry, RegisterInstance register) {
        return entry.state().hasValue()
                && register.register().reset().filter(reset -> !reset.matches(entry.word())).isPresent();
    }

    private void answered(Names names, Answer answer) {
        if (working == null) {
            return;
        }
        latest = names;
        answered = answer.question();
        Asked waiting = next;
        working = null;
        next = null;
        if (waiting != null) {
            work(waiting);
        }
        // An answer to the same question about older values is worth showing: newer ones may never cease to come.
        if (waiting == null || waiting.question().equals(answer.question())) {
            taker.accept(answer);
        }
    }

    /** Wants no answer any more. */
    void stop() {
        working = null;
        next = null;
    }
}
