// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.journal.FieldChange;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.Armed;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.poke.RegisterWriter;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.core.poke.WritePreview;
import org.barscope.core.registers.RegisterValues;
import org.barscope.core.registers.RegisterValues.Entry;
import org.barscope.registers.decode.Objection;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.ValueText;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.registers.outline.Column;
import org.barscope.ui.registers.outline.Row;
import org.barscope.ui.work.Work;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.TreeEditor;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/**
 * Writes a register or a field where its value stands, while the region is armed. The word that would be sent is shown
 * at every key; Enter sends it, Escape leaves everything as it is. What the description speaks against needs another
 * key. Nothing is read or written before that. UI thread only.
 */
final class ValueCell {

    private static final Origin ORIGIN = Origin.ui("register page");

    private final RegisterTree tree;
    private final WriteBar bar;
    private final OpenRegion region;
    private final Explorer explorer;
    private final Runnable written;
    private final Registration arming;
    private TreeEditor editor;
    private Combo box;
    private Row row;
    private Optional<Row> waiting = Optional.empty();
    private RegisterValues values;

    /** @param written reads again what is shown */
    ValueCell(RegisterTree tree, WriteBar bar, OpenRegion region, Explorer explorer, Runnable written) {
        this.tree = tree;
        this.bar = bar;
        this.region = region;
        this.explorer = explorer;
        this.written = written;
        Display display = bar.getDisplay();
        RegionUri uri = region.info().uri();
        arming = explorer.armed().listen(which -> {
            if (which.equals(uri)) {
                Work.later(display, this::armingChanged);
            }
        });
    }

    /** Takes the values it starts from somewhere else. */
    void show(RegisterValues known) {
        close();
        values = known;
    }

    /** Lets the user write the value of a row, or says why he cannot. */
    void edit(Row wanted) {
        edit(wanted, Optional.empty());
    }

    /** Flips a bit of a register for the user to send: in its field, or in the word where no field is. */
    void flip(Row wanted, int bit) {
        RegisterInstance register = wanted.instance().orElseThrow();
        long word = values.of(register).word() ^ 1L << bit;
        edit(wanted, Optional.of(wanted instanceof Row.OfField field
                ? ValueText.hex(field.field().bits().extract(word), field.field().bits().width())
                : ValueText.hex(word, register.register().size())));
    }

    private void edit(Row wanted, Optional<String> typed) {
        close();
        Optional<RegisterInstance> register = wanted.instance();
        if (register.isEmpty()) {
            return;
        }
        Optional<String> refusal = refusal(wanted, register.get());
        if (refusal.isPresent()) {
            bar.say(wanted.path() + " cannot be written: " + refusal.get() + ".");
        } else if (permit(register.get()).isEmpty()) {
            waiting = Optional.of(wanted);
            bar.unarmed(wanted.path() + " is not written: " + (explorer.armed().armed(region.info().uri()).isEmpty()
                    ? "the region is open for reading only. Arm it for writing first" : "only other ranges of the "
                            + "region are armed. Disarm it, and arm this one") + bar.key(WriteBar.ARM) + ".");
        } else {
            open(wanted, typed);
        }
    }

    /** Why a row can never be written as things are, one clause. */
    private Optional<String> refusal(Row wanted, RegisterInstance register) {
        if (!region.session().status().live()) {
            return Optional.of("the region is " + region.session().status().state().name().toLowerCase(
                    Locale.ROOT));
        }
        Optional<String> unreachable = values.registers().unreachable(register);
        if (unreachable.isPresent()) {
            return unreachable;
        }
        boolean writable = wanted instanceof Row.OfField field ? field.field().access().writable()
                : register.register().access().writable() || register.register().flatFields().stream()
                        .anyMatch(part -> part.access().writable());
        return writable ? Optional.empty() : Optional.of("its description says that it is read-only");
    }

    private Optional<Armed> permit(RegisterInstance register) {
        return explorer.armed().armed(region.info().uri())
                .filter(armed -> armed.covers(register.address(), register.register().bytes()));
    }

    private void open(Row wanted, Optional<String> typed) {
        TreeItem item = tree.itemOf(wanted);
        row = wanted;
        Tree control = tree.control();
        box = new Combo(control, SWT.DROP_DOWN);
        choices(wanted).forEach(box::add);
        box.setText(typed.orElseGet(() -> now(wanted)));
        box.setSelection(new Point(0, box.getText().length()));
        box.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Value to write to " + wanted.path();
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = bar.said();
            }
        });
        box.addListener(SWT.Modify, event -> check());
        box.addListener(SWT.DefaultSelection, event -> send(false));
        box.addListener(SWT.KeyDown, this::keyDown);
        box.addListener(SWT.Traverse, event -> {
            if (event.detail == SWT.TRAVERSE_ESCAPE) {
                event.doit = false;
                leave();
            }
        });
        editor = new TreeEditor(control);
        editor.horizontalAlignment = SWT.LEFT;
        editor.grabHorizontal = true;
        editor.minimumWidth = 180;
        editor.minimumHeight = box.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
        editor.setEditor(box, item, Column.VALUE.ordinal());
        box.setFocus();
        check();
        // The bar has taken room from the table.
        control.showItem(item);
        editor.layout();
    }

    private static Iterable<String> choices(Row wanted) {
        return wanted instanceof Row.OfField field ? field.field().valuesForWriting().stream()
                .flatMap(set -> set.values().stream())
                .filter(value -> value.pattern().filter(pattern -> pattern.isExact()).isPresent())
                .map(EnumeratedValue::name).toList() : List.of();
    }

    /** What the row is now; empty when that is not known, and for what only ever acts. */
    private String now(Row wanted) {
        Entry entry = values.of(wanted.instance().orElseThrow());
        if (!entry.state().hasValue()) {
            return "";
        }
        if (wanted instanceof Row.OfField field) {
            Field part = field.field();
            return part.access().readable() ? ValueText.hex(part.bits().extract(entry.word()), part.bits().width())
                    : "";
        }
        return ValueText.hex(entry.word(), wanted.instance().orElseThrow().register().size());
    }

    private void keyDown(Event event) {
        if (event.keyCode == SWT.ESC) {
            event.doit = false;
            leave();
        } else if ((event.character == SWT.CR || event.keyCode == SWT.KEYPAD_CR)
                && (event.stateMask & SWT.MODIFIER_MASK) == SWT.CTRL) {
            event.doit = false;
            send(true);
        }
    }

    private RegisterWrite request() {
        RegisterInstance register = row.instance().orElseThrow();
        return row instanceof Row.OfField field
                ? RegisterWrite.fields(register, Map.of(field.field().name(), ValueText.parse(box.getText(),
                        field.field())), ORIGIN)
                : RegisterWrite.word(register, ValueText.parse(box.getText(), register.register().size()), ORIGIN);
    }

    private WritePreview preview(RegisterWrite write) {
        Entry entry = values.of(write.register());
        return RegisterWriter.preview(write, entry.state().hasValue() ? OptionalLong.of(entry.word())
                : OptionalLong.empty());
    }

    private void check() {
        if (box.getText().isBlank()) {
            bar.say("Type a number (0x1f, 31, 0b11111)" + (box.getItemCount() > 0 ? " or choose a name" : "")
                    + " for " + row.path() + ". Escape leaves it as it is.");
            return;
        }
        try {
            WritePreview preview = preview(request());
            bar.say(preview.objections().isEmpty() ? words(preview) + ". Enter writes, Escape leaves it."
                    : "⚠ " + against(preview));
        } catch (IllegalArgumentException wrong) {
            bar.say("⚠ " + wrong.getMessage());
        }
    }

    private String words(WritePreview preview) {
        int bits = row.instance().orElseThrow().register().size();
        String sent = preview.word().isPresent() ? ValueText.hex(preview.word().getAsLong(), bits) + " is sent"
                + (preview.readsFirst() ? ", other fields as they are read just before" : "")
                : "The register is read first, which tells the word to send";
        String meaning = preview.fields().stream().map(FieldChange::label).collect(Collectors.joining(", "));
        return meaning.isEmpty() ? sent : sent + ": " + meaning;
    }

    private static String against(WritePreview preview) {
        String reasons = preview.objections().stream().map(Objection::reason).map(Work::sentence)
                .collect(Collectors.joining(" "));
        if (preview.objections().stream().anyMatch(one -> one.kind() == Objection.Kind.READ_SIDE_EFFECT)) {
            return reasons + " More Ways to Write lets you say what the other fields keep.";
        }
        return preview.objections().stream().allMatch(one -> one.kind().acceptable())
                ? reasons + " Ctrl+Enter writes it all the same." : reasons;
    }

    private void send(boolean allTheSame) {
        RegisterWrite write;
        try {
            write = request();
        } catch (IllegalArgumentException wrong) {
            check();
            return;
        }
        WritePreview preview = preview(write);
        boolean overruled = allTheSame && preview.objections().stream().allMatch(one -> one.kind().acceptable()
                && one.kind() != Objection.Kind.READ_SIDE_EFFECT);
        Optional<RegionSession> session = explorer.armed().session(region.info().uri());
        Optional<Poking> poking = explorer.poking();
        if (!preview.objections().isEmpty() && !overruled) {
            check();
        } else if (session.isEmpty() || poking.isEmpty()) {
            edit(row);
        } else {
            Set<String> accepted = preview.objections().stream().map(Objection::subject).collect(Collectors.toSet());
            Display display = box.getDisplay();
            Row sent = row;
            leave();
            bar.say("Writing " + sent.path() + "…");
            poking.get().registers(session.get()).write(write.accepting(accepted))
                    .whenComplete((outcome, failed) -> Work.later(display, () -> ended(sent, outcome, failed)));
        }
    }

    private void ended(Row sent, WriteOutcome outcome, Throwable failed) {
        if (bar.isDisposed()) {
            return;
        }
        if (box == null) {
            bar.say(failed == null ? told(sent, outcome) : "✗ Not written: " + (failed instanceof CompletionException
                    && failed.getCause() != null ? failed.getCause() : failed).getMessage());
        }
        written.run();
    }

    private static String told(Row sent, WriteOutcome outcome) {
        RegisterInstance register = sent.instance().orElseThrow();
        int bits = register.register().size();
        StringBuilder text = new StringBuilder(outcome.mismatch() == 0 ? "✓ " : "✗ ").append(register.path())
                .append(": ").append(outcome.old().isPresent() ? ValueText.hex(outcome.old().getAsLong(), bits)
                        : "(not read)").append(" → ").append(ValueText.hex(outcome.written(), bits)).append(" → ");
        text.append(outcome.readBack().isPresent() ? ValueText.hex(outcome.readBack().getAsLong(), bits)
                + " read back" : "not read back");
        if (outcome.mismatch() != 0) {
            text.append(", other than expected in the bits ").append(ValueText.hex(outcome.mismatch(), bits));
        }
        return outcome.note().isEmpty() ? text.append('.').toString()
                : text.append(". ").append(Work.sentence(outcome.note())).toString();
    }

    private void armingChanged() {
        if (bar.isDisposed()) {
            return;
        }
        Optional<Row> wanted = waiting;
        if (wanted.flatMap(Row::instance).flatMap(this::permit).isPresent()) {
            edit(wanted.get());
        } else if (box != null && row.instance().flatMap(this::permit).isEmpty()) {
            edit(row);
        }
    }

    private void leave() {
        close();
        tree.control().setFocus();
    }

    /** Forgets what was typed, and says nothing. */
    void close() {
        waiting = Optional.empty();
        if (editor != null) {
            editor.dispose();
            editor = null;
        }
        if (box != null) {
            box.dispose();
            box = null;
            row = null;
        }
        if (!bar.isDisposed()) {
            bar.close();
        }
    }

    /** Another row is selected, or the same again. */
    void selected(Optional<Row> chosen) {
        boolean same = box != null && chosen.filter(other -> other == row).isPresent()
                || waiting.isPresent() && chosen.equals(waiting);
        if (!same) {
            close();
        }
    }

    /** Ends for good. */
    void stop() {
        close();
        arming.close();
    }
}
