// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterValues;
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
    private RowFilter filter;
    private Optional<Set<RegisterInstance>> named = Optional.empty();
    private Preparation preparation;
    private int guarded;
    private final List<Runnable> whenDescribed = new ArrayList<>();
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
        filter = new RowFilter(control.getDisplay(), this::filtered);
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
        if (preparation != null) {
            preparation.stop();
            preparation = null;
        }
        if (known.isEmpty()) {
            undescribed.show(region.description());
            layers.topControl = undescribed;
            control.layout();
            return;
        }
        preparation = new Preparation(control.getDisplay(), known.get(), region.info().byteOrder(),
                Optional.ofNullable(values).map(RegisterValues::copy), ready -> {
                    preparation = null;
                    if (!control.isDisposed()) {
                        show(ready);
                    }
                });
    }

    /** What was known has become more or less since it was taken along to a new description: once more. */
    private void overtaken() {
        if (preparation != null) {
            describe();
        }
    }

    private void show(Preparation.Ready ready) {
        Optional<String> kept = outline == null ? Optional.empty() : tree.selected().map(Row::path);
        Outline before = outline;
        registers = ready.registers();
        values = ready.values();
        values.status(region.session().status());
        outline = ready.outline();
        guarded = ready.guarded();
        named = Optional.empty();
        keepExpanded(before);
        if (reading == null) {
            reading = new RegisterReading(region.session(), control.getDisplay(), registers, this::taken);
        } else {
            reading.describe(registers);
        }
        details.show(values);
        cell.show(values);
        tree.show(outline, new RowTexts(values, formats, region.info().size()), values, ready.wide());
        layers.topControl = described;
        control.layout();
        filterChanged();
        showStatus();
        kept.flatMap(outline::row).ifPresent(this::choose);
        startOrStop();
        whenDescribed.forEach(Runnable::run);
        whenDescribed.clear();
        // The rows are not on the screen yet, and what is not there does not take the keys.
        control.getDisplay().asyncExec(() -> {
            if (!control.isDisposed() && holdsFocus()) {
                focusTree();
            }
        });
    }

    /** Whether this page, or what it is in, has the keys only because there were no rows yet to have them. */
    private boolean holdsFocus() {
        Control focus = control.getDisplay().getFocusControl();
        Control at = control;
        while (at != null && at != focus) {
            at = at.getParent();
        }
        return focus != null && at == focus;
    }

    /** Does something with the rows: now, or as soon as there are some. */
    private void whenDescribed(Runnable action) {
        if (outline == null) {
            whenDescribed.add(action);
        } else {
            action.run();
        }
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
        if (outline != null) {
            filter.ask(new RowFilter.Question(outline, registers, tools.filter(), tools.changedOnly(),
                    tools.notAtResetOnly()), values);
        }
    }

    /** The user wants only some values to be shown. Whether they are such is known only after a look. */
    void onlyChanged() {
        filterChanged();
        if (tools.changedOnly() || tools.notAtResetOnly()) {
            readAll();
        }
    }

    private void filtered(RowFilter.Answer answer) {
        if (control.isDisposed() || answer.question().outline() != outline) {
            return;
        }
        named = answer.named();
        boolean others = outline.show(answer.passing());
        others |= outline.expandGroups(answer.question().all() ? 0 : ROWS_AT_FIRST);
        if (others) {
            tree.rebuild();
        }
        showStatus();
    }

    /** Applies the filters of values again. */
    private void reapplyFilter() {
        if (tools.changedOnly() || tools.notAtResetOnly()) {
            filterChanged();
        }
    }

    private void look() {
        if (reading != null) {
            reading.show(shown ? tree.visible().stream().flatMap(row -> row.instance().stream()).distinct().toList()
                    : List.of());
        }
    }

    private void taken(RegionSnapshot snapshot, List<RegisterInstance> looked) {
        // While a new description is made ready, what is known is on its way there; it is read again then.
        if (control.isDisposed() || preparation != null) {
            return;
        }
        values.take(snapshot, looked);
        valuesChanged();
    }

    private void valuesChanged() {
        if (outline == null) {
            return;
        }
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
        whenDescribed(() -> {
            boolean there = tree.selected().flatMap(Row::instance).flatMap(this::span).equals(Optional.of(span));
            if (!there) {
                outline.at(span.offset()).ifPresent(this::choose);
            }
        });
    }

    /** Selects a row by its path. */
    public void choose(String path) {
        whenDescribed(() -> outline.row(path).ifPresent(row -> {
            choose(row);
            selected(Optional.of(row));
        }));
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
                overtaken();
                valuesChanged();
            }
        }, () -> {
            if (!control.isDisposed()) {
                values.onceFailed(register);
                overtaken();
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
            overtaken();
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
        int unread = values.unread();
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
            overtaken();
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
        } else if (layers.topControl == null) {
            control.setFocus();
        } else {
            focusTree();
        }
    }

    @Override
    public void stop() {
        filter.stop();
        if (preparation != null) {
            preparation.stop();
        }
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
        whenDescribed(() -> {
            kept.restore(outline);
            outline.keepExpanded();
            tree.rebuild();
            kept.interval().ifPresent(this::interval);
            filterChanged();
            kept.selected().flatMap(outline::row).ifPresent(this::choose);
        });
    }
}
