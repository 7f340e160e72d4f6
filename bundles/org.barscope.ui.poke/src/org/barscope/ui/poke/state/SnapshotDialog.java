// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.barscope.app.poke.TakeState.GuardedRegister;
import org.barscope.app.poke.TakeState.Offer;
import org.barscope.app.poke.TakeState.Request;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.memory.Span;
import org.barscope.core.state.StateFile;
import org.barscope.registers.naming.ValueText;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Which regions, ranges and guarded registers of a device go into a snapshot. */
final class SnapshotDialog extends TitleAreaDialog {

    private static final String HELP = "org.barscope.ui.poke.state";
    private static final Pattern RANGE = Pattern.compile("(?<region>[a-z0-9]+):(?<offset>\\w+)\\+(?<length>\\w+)");
    private static final long LONGEST = 1L << 24;
    private static final String FOLDER = "snapshots";

    private final String device;
    private final String name;
    private final OpenOptions options;
    private final List<Offer> offers;
    private Table regions;
    private Table guarded;
    private Text ranges;
    private Text comment;
    private Text file;
    private Request request;
    private Path target;

    private record Choice(String region, GuardedRegister register) {
    }

    SnapshotDialog(Shell shell, String device, String name, List<Offer> offers, OpenOptions options) {
        super(shell);
        this.device = device;
        this.name = name;
        this.offers = offers;
        this.options = options;
        setShellStyle(getShellStyle() | SWT.RESIZE | SWT.SHEET);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Take Device Snapshot");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("Take a snapshot of " + device + (name.isEmpty() ? "" : ", " + name));
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(12, 10).spacing(8, 8).applyTo(area);
        regions = table(area, "&Regions:", 110, new String[] {"Region", "Registers", "Described by"}, 2, 2, 6);
        for (Offer offer : offers) {
            TableItem item = new TableItem(regions, SWT.NONE);
            item.setText(new String[] {offer.name(), offer.refusal().isPresent() ? "" : offer.readable() + " read, "
                    + offer.guarded().size() + " guarded", offer.refusal().map(BackendException::why)
                            .orElse(offer.descriptions().isEmpty() ? "nothing: give ranges of bytes below"
                                    : String.join(", ", offer.descriptions()))});
            item.setChecked(offer.refusal().isEmpty() && !offer.descriptions().isEmpty());
            item.setData(offer);
        }
        guarded = table(area, "&Guarded registers:", 130, new String[] {"Region", "Register", "What reading it does"},
                2, 4, 8);
        for (Offer offer : offers) {
            for (GuardedRegister register : offer.guarded()) {
                TableItem item = new TableItem(guarded, SWT.NONE);
                item.setText(new String[] {offer.name(), register.path(), register.reason()});
                item.setData(new Choice(offer.name(), register));
            }
        }
        ranges = box(area, "&Bytes as well:", "bar2:0x1000+0x100, config:0x40+16");
        comment = box(area, "&Comment:", "What is to be remembered about it");
        fileBox(area);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        return area;
    }

    private Table table(Composite area, String label, int height, String[] names, int... weights) {
        Label title = new Label(area, SWT.NONE);
        title.setText(label);
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(title);
        Composite frame = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).hint(620, height).applyTo(frame);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        Table table = new Table(frame, SWT.CHECK | SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        for (int i = 0; i < names.length; i++) {
            TableColumn column = new TableColumn(table, SWT.NONE);
            column.setText(names[i]);
            layout.setColumnData(column, new ColumnWeightData(weights[i], 60, true));
        }
        table.addListener(SWT.Selection, event -> check());
        return table;
    }

    private Text box(Composite area, String label, String message) {
        new Label(area, SWT.NONE).setText(label);
        Text box = new Text(area, SWT.BORDER);
        box.setMessage(message);
        box.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(box);
        return box;
    }

    /** A box rather than the system's dialog after this one: the name that it proposes is right nearly always. */
    private void fileBox(Composite area) {
        new Label(area, SWT.NONE).setText("&File:");
        Composite row = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(row);
        file = new Text(row, SWT.BORDER);
        file.setText(folder().resolve(SnapshotWork.fileName(device)).toString());
        file.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).align(SWT.FILL, SWT.CENTER)
                .applyTo(file);
        Button browse = new Button(row, SWT.PUSH);
        browse.setText("Br&owse…");
        browse.addListener(SWT.Selection, event -> browse());
    }

    private void browse() {
        FileDialog dialog = new FileDialog(getShell(), SWT.SAVE);
        dialog.setText("Save Device Snapshot");
        dialog.setFilterExtensions(new String[] {"*." + StateFile.EXTENSION, "*"});
        Path now = Path.of(file.getText());
        if (now.getParent() != null) {
            dialog.setFilterPath(now.getParent().toString());
        }
        dialog.setFileName(String.valueOf(now.getFileName()));
        String chosen = dialog.open();
        if (chosen != null) {
            file.setText(chosen);
        }
    }

    /** Where the last one went. */
    private static Path folder() {
        return Path.of(node().get(FOLDER, System.getProperty("user.home")));
    }

    private static IEclipsePreferences node() {
        return InstanceScope.INSTANCE.getNode("org.barscope.ui.poke");
    }

    @Override
    protected void okPressed() {
        node().put(FOLDER, target.getParent().toString());
        super.okPressed();
    }

    private Path wantedFile() {
        Path wanted = folder().resolve(file.getText().strip());
        if (file.getText().isBlank() || Files.isDirectory(wanted)) {
            throw new IllegalArgumentException("name the file that the snapshot goes to");
        }
        if (!Files.isDirectory(wanted.getParent())) {
            throw new IllegalArgumentException("there is no folder " + wanted.getParent());
        }
        if (!Files.isWritable(Files.exists(wanted) ? wanted : wanted.getParent())) {
            throw new IllegalArgumentException("you may not write " + wanted);
        }
        return wanted;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, "&Take Snapshot", true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        check();
    }

    private static Stream<TableItem> checked(Table table) {
        return Arrays.stream(table.getItems()).filter(TableItem::getChecked);
    }

    private void check() {
        if (getButton(IDialogConstants.OK_ID) == null) {
            return;
        }
        Optional<String> wrong = Optional.empty();
        try {
            target = wantedFile();
            request = wanted();
            if (request.regions().isEmpty()) {
                wrong = Optional.of("choose a region, or give a range of bytes");
            }
        } catch (IllegalArgumentException mistyped) {
            wrong = Optional.of(mistyped.getMessage());
        }
        long risky = checked(guarded).count();
        setErrorMessage(wrong.map(Work::sentence).orElse(null));
        if (risky > 0) {
            setMessage(risky + (risky == 1 ? " guarded register is" : " guarded registers are")
                    + " read once, which may change the device. The journal has it.", IMessageProvider.WARNING);
        } else if (wrong.isEmpty() && Files.exists(target)) {
            setMessage(target.getFileName() + " exists and is replaced.", IMessageProvider.WARNING);
        } else {
            setMessage("Registers are read once, with their declared widths. What is guarded is left alone unless you"
                    + " check it.");
        }
        getButton(IDialogConstants.OK_ID).setEnabled(wrong.isEmpty());
    }

    private Request wanted() {
        Map<String, List<Span>> spans = new LinkedHashMap<>();
        for (String text : ranges.getText().strip().split("[,;\\s]+")) {
            if (!text.isEmpty()) {
                range(text, spans);
            }
        }
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(checked(regions).map(item -> ((Offer) item.getData()).name()).toList());
        checked(guarded).map(item -> (Choice) item.getData()).forEach(choice -> chosen.computeIfAbsent(choice.region(),
                region -> new ArrayList<>()).add(choice.register().path()));
        Stream.concat(spans.keySet().stream(), chosen.keySet().stream()).filter(region -> !names.contains(region))
                .toList().forEach(region -> {
                    if (!names.contains(region)) {
                        names.add(region);
                    }
                });
        return new Request(device, names, spans, chosen, options, comment.getText().strip());
    }

    private void range(String text, Map<String, List<Span>> spans) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no range: write REGION:OFFSET+LENGTH, for example bar2:0x1000+0x100");
        }
        Offer offer = offers.stream().filter(o -> o.name().equals(range.group("region"))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the device has no region '" + range.group("region")
                        + "'"));
        long offset = ValueText.parse(range.group("offset"), 63);
        long length = ValueText.parse(range.group("length"), 63);
        if (length == 0 || length > LONGEST) {
            throw new IllegalArgumentException("a range has 1 to " + LONGEST + " bytes");
        }
        if (offer.refusal().isEmpty() && (offset > offer.size() || length > offer.size() - offset)) {
            throw new IllegalArgumentException(offer.name() + " has only 0x" + Long.toHexString(offer.size())
                    + " bytes");
        }
        spans.computeIfAbsent(offer.name(), region -> new ArrayList<>()).add(new Span(offset, length));
    }

    /** Where it goes, after OK. */
    Path target() {
        return target;
    }

    /** What the user wants, after OK. */
    Request request() {
        return request;
    }
}
