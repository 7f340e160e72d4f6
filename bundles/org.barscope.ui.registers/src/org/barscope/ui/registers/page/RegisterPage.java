// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterValues;
import org.barscope.core.registers.RegisterValues.Change;
import org.barscope.core.registers.RegisterValues.Entry;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionListener;
import org.barscope.ui.region.RegionPage;
import org.barscope.ui.registers.outline.NumberFormat;
import org.barscope.ui.registers.outline.NumberFormats;
import org.barscope.ui.registers.outline.Outline;
import org.barscope.ui.registers.outline.Row;
import org.barscope.ui.registers.outline.RowTexts;
import org.barscope.ui.work.Work;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.contexts.IContextActivation;
import org.eclipse.ui.contexts.IContextService;

/** The registers of a region by name: what is on screen is read with its declared width, unless that has an effect. */
public final class RegisterPage implements RegionPage {

    /** The page's id. */
    public static final String ID = "org.barscope.ui.registerPage";

    private static final String HEX_PAGE = "org.barscope.ui.hexPage";
    private static final String HELP = "org.barscope.ui.registers.register_page";
    private static final int ROWS_AT_FIRST = 200;

    private OpenRegion region;
    private IEditorSite site;
    private Composite control;
    private StackLayout layers;
    private Undescribed undescribed;
    private Composite described;
    private RegisterToolBar tools;
    private RegisterTree tree;
    private RegisterDetails details;
    private ValueCell cell;
    private SashForm sash;
    private Label statusLine;
    private IContextActivation context;
    private Registration preferences;
    private final NumberFormats formats = new NumberFormats();
    private RegionRegisters registers;
    private RegisterValues values;
    private Outline outline;
    private RegisterReading reading;
    private NameFilter names;
    private Optional<Set<RegisterInstance>> named = Optional.empty();
    private boolean shown;
    private boolean wantsPause;
    private int readSoFar = -1;

    @Override
    public Control create(Composite parent, OpenRegion open, IEditorSite editorSite) {
        region = open;
        site = editorSite;
        control = new Composite(parent, SWT.NONE);
        layers = new StackLayout();
        control.setLayout(layers);
        undescribed = new Undescribed(control);
        described = new Composite(control, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(described);
        tools = new RegisterToolBar(described, this);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(tools);
        sash = new SashForm(described, SWT.VERTICAL | SWT.SMOOTH);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
        tree = new RegisterTree(sash, "Registers of " + region.input().getToolTipText());
        details = new RegisterDetails(sash);
        sash.setWeights(58, 42);
        WriteBar bar = new WriteBar(described, site);
        statusLine = new Label(described, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 2).applyTo(statusLine);
        names = new NameFilter(control.getDisplay());
        tree.onVisible(rows -> look());
        tree.onSelection(this::selected);
        tree.onEnter(row -> showInHex());
        details.onBit(row -> {
            if (Outline.passes(row)) {
                tree.select(row);
            }
        });
        details.onReadOnce(this::readGuardedOnce);
        cell = new ValueCell(tree, bar, region, PlatformUI.getWorkbench().getService(Explorer.class), this::refresh);
        tree.onValue(cell::edit);
        tree.onRebuild(cell::close);
        details.onFlip((row, bit) -> {
            if (Outline.passes(row)) {
                cell.flip(row, bit);
            }
        });
        region.listen(new RegionListener() {
            @Override
            public void descriptionChanged() {
                describe();
            }
        });
        contextMenu();
        PlatformUI.getWorkbench().getHelpSystem().setHelp(control, HELP);
        formats.restore(FormatMemory.load(region));
        formats.standard(RegisterPreferences.format());
        preferences = RegisterPreferences.listen(() -> Work.later(control.getDisplay(), this::preferencesChanged));
        describe();
        return control;
    }

    private void preferencesChanged() {
        if (!control.isDisposed()) {
            formats.standard(RegisterPreferences.format());
            tree.refresh();
        }
    }

    private void contextMenu() {
        MenuManager menu = new MenuManager();
        menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        tree.control().setMenu(menu.createContextMenu(tree.control()));
        site.registerContextMenu(ID, menu, site.getSelectionProvider());
    }

    /** Shows the description as it is now; what was known of the registers, and what is selected, stays. */
    private void describe() {
        Optional<RegionRegisters> known = region.description().registers();
        undescribed.show(region.description());
        if (known.isEmpty()) {
            layers.topControl = undescribed;
            control.layout();
            return;
        }
        Optional<String> kept = outline == null ? Optional.empty() : tree.selected().map(Row::path);
        Outline before = outline;
        registers = known.get();
        values = values == null ? new RegisterValues(registers, region.info().byteOrder())
                : values.carriedTo(registers);
        values.status(region.session().status());
        outline = new Outline(registers);
        keepExpanded(before);
        if (reading == null) {
            reading = new RegisterReading(region.session(), control.getDisplay(), registers, this::taken);
        } else {
            reading.describe(registers);
        }
        details.show(values);
        cell.show(values);
        tree.show(outline, new RowTexts(values, formats, region.info().size()), values);
        layers.topControl = described;
        control.layout();
        filterChanged();
        kept.flatMap(outline::row).ifPresent(this::choose);
        startOrStop();
    }

    private void keepExpanded(Outline before) {
        if (before == null) {
            outline.expandGroups(ROWS_AT_FIRST);
        } else {
            keepExpanded(before.shown());
        }
        outline.keepExpanded();
    }

    private void keepExpanded(List<Row> rows) {
        for (Row row : rows) {
            if (row.expanded()) {
                outline.row(row.path()).ifPresent(same -> same.expanded(true));
                keepExpanded(row.shown());
            }
        }
    }

    /** The user has typed into the filter. */
    void filterChanged() {
        if (registers == null) {
            return;
        }
        names.look(registers, tools.filter(), (asked, found) -> {
            if (asked == registers && !control.isDisposed()) {
                named = found;
                applyFilter();
            }
        });
    }

    /** The user wants only some values to be shown. Whether they are such is known only after a look. */
    void onlyChanged() {
        applyFilter();
        if (tools.changedOnly() || tools.notAtResetOnly()) {
            readAll();
        }
    }

    private Predicate<RegisterInstance> filter() {
        boolean changedOnly = tools.changedOnly();
        boolean notAtResetOnly = tools.notAtResetOnly();
        return register -> named.map(found -> found.contains(register)).orElse(true)
                && (!changedOnly || values.of(register).change() != Change.NONE)
                && (!notAtResetOnly || differsFromReset(register));
    }

    private boolean differsFromReset(RegisterInstance register) {
        Entry entry = values.of(register);
        return entry.state().hasValue()
                && register.register().reset().filter(reset -> !reset.matches(entry.word())).isPresent();
    }

    private void applyFilter() {
        boolean filtered = named.isPresent() || tools.changedOnly() || tools.notAtResetOnly();
        boolean others = outline.filter(filter());
        others |= outline.expandGroups(filtered ? ROWS_AT_FIRST : 0);
        if (others) {
            tree.rebuild();
        }
        showStatus();
    }

    /** Applies the filters of values again when they let other registers pass than before. */
    private void reapplyFilter() {
        if (tools.changedOnly() || tools.notAtResetOnly()) {
            Predicate<RegisterInstance> passes = filter();
            boolean other = outline.registers().stream()
                    .anyMatch(row -> passes.test(row.register()) != Outline.passes(row));
            if (other) {
                applyFilter();
            }
        }
    }

    private void look() {
        if (reading != null) {
            reading.show(shown ? tree.visible().stream().flatMap(row -> row.instance().stream()).distinct().toList()
                    : List.of());
        }
    }

    private void taken(RegionSnapshot snapshot, List<RegisterInstance> looked) {
        if (control.isDisposed()) {
            return;
        }
        values.take(snapshot, looked);
        valuesChanged();
    }

    private void valuesChanged() {
        reapplyFilter();
        tree.refresh();
        details.refresh();
        showStatus();
    }

    private void selected(Optional<Row> row) {
        cell.selected(row);
        details.show(row);
        row.flatMap(Row::instance).ifPresent(register -> span(register)
                .ifPresent(span -> region.selection().set(span, this)));
    }

    private Optional<Span> span(RegisterInstance register) {
        return Optional.of(new Span(register.address(), register.register().bytes()).within(region.info().size()))
                .filter(span -> span.length() > 0);
    }

    private void choose(Row row) {
        if (Outline.passes(row)) {
            tree.select(row);
        }
        details.show(Optional.of(row));
    }

    @Override
    public void select(Span span) {
        if (outline != null) {
            boolean there = tree.selected().flatMap(Row::instance).flatMap(this::span).equals(Optional.of(span));
            if (!there) {
                outline.at(span.offset()).ifPresent(this::choose);
            }
        }
    }

    /** Selects a row by its path. */
    public void choose(String path) {
        outline.row(path).ifPresent(row -> {
            choose(row);
            selected(Optional.of(row));
        });
    }

    /** The selected register, or the one whose field is selected. */
    public Optional<RegisterInstance> selectedRegister() {
        return selectedRow().flatMap(Row::instance);
    }

    /** The selected row. */
    public Optional<Row> selectedRow() {
        return outline == null ? Optional.empty() : tree.selected();
    }

    /** Lets the user write the selected register or field where its value stands, or says why he cannot. */
    public void editValue() {
        selectedRow().ifPresent(cell::edit);
    }

    @Override
    public Optional<String> selectedName() {
        return selectedRow().filter(row -> row.instance().isPresent()).map(Row::path);
    }

    /** Brings the hex page to the front with the selected register selected there. */
    public void showInHex() {
        if (site.getPart() instanceof RegionEditor editor) {
            editor.show(Optional.of(HEX_PAGE), selectedRegister().flatMap(this::span));
        }
    }

    /** Reads a register once that is not read by itself; the user has been told what that does. */
    public void readGuardedOnce(RegisterInstance register) {
        GuardedReading.read(region, register, word -> {
            if (!control.isDisposed()) {
                values.once(register, word, Instant.now());
                valuesChanged();
            }
        }, () -> {
            if (!control.isDisposed()) {
                values.onceFailed(register);
                valuesChanged();
            }
        });
    }

    /** Reads all registers once that pass the filter of names and are safe to read. */
    public void readAll() {
        if (reading != null) {
            List<RegisterInstance> wanted = new ArrayList<>();
            outline.registers().stream().map(Row.OfRegister::register)
                    .filter(register -> named.map(found -> found.contains(register)).orElse(true)).forEach(wanted::add);
            readSoFar = 0;
            reading.readOnce(wanted, done -> {
                readSoFar = done;
                showStatus();
            });
        }
    }

    /** Forgets that values have changed. */
    public void forgetChanges() {
        if (values != null) {
            values.forgetChanges();
            valuesChanged();
        }
    }

    /** Writes the selected row, and what is below it without a format of its own, in another way; it is remembered. */
    public void format(NumberFormat format) {
        selectedRow().ifPresent(row -> {
            formats.set(row, format);
            FormatMemory.store(region, formats.save());
            tree.refresh();
        });
    }

    /** The way the selected row is written. */
    public Optional<NumberFormat> format() {
        return selectedRow().map(formats::of);
    }

    /** Puts the cursor into the filter. */
    public void focusFilter() {
        tools.focusFilter();
    }

    void focusTree() {
        tree.control().setFocus();
    }

    void interval(Duration period) {
        reading.sampler().interval(period);
        tools.showSettings(period, wantsPause);
    }

    /** The region that is shown. */
    public OpenRegion region() {
        return region;
    }

    private void showStatus() {
        long unread = outline.registers().stream().filter(row -> values.of(row.register()).state()
                == RegisterValues.State.NOT_READ).count();
        long guarded = outline.registers().stream().filter(row -> row.register().guard().isPresent()).count();
        int all = outline.registers().size();
        StringBuilder text = new StringBuilder(String.join(" + ", registers.descriptions())).append(": ");
        text.append(outline.passing() == all ? all + " registers" : outline.passing() + " of " + all + " registers");
        if (guarded > 0) {
            text.append(", ").append(guarded).append(" guarded");
        }
        if (unread > 0) {
            text.append(", ").append(unread).append(" not read yet");
        }
        Optional<String> problem = undescribed.problem(region.description());
        problem.ifPresent(line -> text.append("  ⚠ ").append(line));
        String line = text.toString().replace("&", "&&");
        if (!line.equals(statusLine.getText())) {
            statusLine.setText(line);
            statusLine.setToolTipText(problem.map(some -> some.replace("&", "&&")).orElse(null));
        }
    }

    @Override
    public void shown(boolean visible) {
        shown = visible;
        IContextService contexts = site.getService(IContextService.class);
        if (visible && context == null) {
            context = contexts.activateContext(ID);
        } else if (!visible && context != null) {
            contexts.deactivateContext(context);
            context = null;
        }
        look();
    }

    @Override
    public void statusChanged(RegionStatus status) {
        if (values != null) {
            values.status(status);
            valuesChanged();
            startOrStop();
        }
    }

    private void startOrStop() {
        boolean dead = region.session().status().state() == RegionState.LOST;
        if (wantsPause || dead) {
            reading.sampler().pause();
        } else if (reading.sampler().paused()) {
            reading.sampler().resume();
        }
        tools.showSettings(reading.sampler().interval(), wantsPause);
    }

    @Override
    public void refresh() {
        if (reading != null) {
            reading.sampler().refresh();
        }
    }

    @Override
    public Optional<Boolean> paused() {
        return reading == null ? Optional.empty() : Optional.of(wantsPause);
    }

    @Override
    public void pause(boolean stop) {
        wantsPause = stop;
        if (reading != null) {
            startOrStop();
        }
    }

    @Override
    public void setFocus() {
        if (layers.topControl == undescribed) {
            undescribed.setFocus();
        } else {
            focusTree();
        }
    }

    @Override
    public void stop() {
        names.stop();
        cell.stop();
        preferences.close();
        if (reading != null) {
            reading.close();
        }
        if (context != null) {
            site.getService(IContextService.class).deactivateContext(context);
            context = null;
        }
    }

    @Override
    public void save(IMemento memory) {
        new PageMemory(memory).save(tools, sash, outline, selectedRow());
        if (reading != null) {
            memory.putInteger(PageMemory.INTERVAL, (int) reading.sampler().interval().toMillis());
        }
    }

    @Override
    public void restore(IMemento memory) {
        PageMemory kept = new PageMemory(memory);
        kept.restore(tools, sash);
        if (outline != null) {
            kept.restore(outline);
            outline.keepExpanded();
            tree.rebuild();
            kept.interval().ifPresent(this::interval);
            filterChanged();
            kept.selected().flatMap(outline::row).ifPresent(this::choose);
        }
    }
}
