// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.address.ExpressionException;
import org.barscope.core.memory.address.OffsetExpression;
import org.barscope.ui.region.OpenRegion;
import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.IContentProposalProvider;
import org.eclipse.jface.fieldassist.TextContentAdapter;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for an offset, and says while it is typed where that is and what is known of it, without reading. */
final class GotoDialog extends Dialog {

    private static final int WIDTH = 520;
    private static final int MAX_PROPOSALS = 200;
    private static final String HINT = "0x1040 or 4160 · +16 and -0x10 from the cursor · end-4 · "
            + "@ before a bus address · a register or bookmark by name (Ctrl+Space lists them) · 0x40*3 + 8";

    private final OpenRegion region;
    private final RegionScope scope;
    private final RegionPreview preview;
    private Text input;
    private Label where;
    private Optional<Span> result = Optional.empty();

    /** @param preview says what was last read at a place */
    GotoDialog(Shell parent, OpenRegion region, RegionScope scope, RegionPreview preview) {
        super(parent);
        this.region = region;
        this.scope = scope;
        this.preview = preview;
    }

    /** Where the user wants to go; empty when the dialog was cancelled. */
    Optional<Span> result() {
        return result;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Go to Offset in " + region.input().getName());
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().margins(12, 12).numColumns(2).applyTo(area);
        Label label = new Label(area, SWT.NONE);
        label.setText("O&ffset:");
        input = new Text(area, SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(input);
        input.addListener(SWT.Modify, event -> typed());
        propose();
        where = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(WIDTH, 2 * input.computeSize(SWT.DEFAULT,
                SWT.DEFAULT).y).applyTo(where);
        Label hint = new Label(area, SWT.WRAP);
        hint.setText(HINT);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(WIDTH, SWT.DEFAULT).applyTo(hint);
        return area;
    }

    private void propose() {
        IContentProposalProvider names = (text, position) -> {
            String word = word(text, position).toLowerCase(Locale.ROOT);
            return scope.places().filter(place -> place.name().toLowerCase(Locale.ROOT).contains(word))
                    .limit(MAX_PROPOSALS).map(place -> new ContentProposal(insertable(place.name()), place.name()
                            + "  0x" + Long.toHexString(place.span().offset()), place.detail()))
                    .toArray(IContentProposal[]::new);
        };
        ContentProposalAdapter adapter = new ContentProposalAdapter(input, new TextContentAdapter() {
            @Override
            public void insertControlContents(Control control, String text, int cursor) {
                int end = input.getCaretPosition();
                input.setSelection(end - word(input.getText(), end).length(), end);
                input.insert(text);
            }
        }, names, KeyStroke.getInstance(SWT.CTRL, SWT.SPACE), null);
        adapter.setProposalAcceptanceStyle(ContentProposalAdapter.PROPOSAL_INSERT);
    }

    private static String insertable(String name) {
        return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_.[]:".indexOf(c) >= 0) ? name
                : "'" + name + "'";
    }

    /** The beginning of a name before the cursor. */
    private static String word(String text, int position) {
        int start = position;
        while (start > 0 && (Character.isLetterOrDigit(text.charAt(start - 1))
                || "_.[]:".indexOf(text.charAt(start - 1)) >= 0)) {
            start--;
        }
        return text.substring(start, position);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, "&Go", true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        typed();
    }

    private void typed() {
        String said;
        try {
            long offset = OffsetExpression.evaluate(input.getText(), scope);
            boolean inside = Long.compareUnsigned(offset, region.info().size()) < 0;
            result = inside ? Optional.of(new Span(offset, 1)) : Optional.empty();
            said = inside ? describe(offset) : "0x" + Long.toHexString(offset) + " is past the end: the region has 0x"
                    + Long.toHexString(region.info().size()) + " bytes";
        } catch (ExpressionException wrong) {
            result = Optional.empty();
            said = wrong.getMessage();
        }
        where.setText(said);
        if (getButton(IDialogConstants.OK_ID) != null) {
            getButton(IDialogConstants.OK_ID).setEnabled(result.isPresent());
        }
    }

    private String describe(long offset) {
        StringBuilder text = new StringBuilder("0x").append(Long.toHexString(offset));
        region.info().busAddress().ifPresent(bus -> text.append("   bus 0x").append(Long.toHexString(bus + offset)));
        List<RegionScope.Place> names = scope.at(offset);
        if (!names.isEmpty()) {
            text.append("   ").append(names.stream().map(place -> place.span().offset() == offset ? place.name()
                    : place.name() + "+" + (offset - place.span().offset())).collect(Collectors.joining(", ")));
        }
        AccessRule rule = region.access().unitAt(offset);
        if (rule.policy() == ReadPolicy.GUARDED) {
            text.append("\nNever read here: ").append(rule.reason());
        } else {
            text.append('\n').append(preview.at(rule.offset(), rule.width().bytes()));
        }
        return text.toString();
    }

    @Override
    protected void cancelPressed() {
        result = Optional.empty();
        super.cancelPressed();
    }
}
