// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.barscope.mail.index.MailException;
import org.barscope.ui.discussion.library.MailDesk;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.EditorPart;

/** Shows the bytes of a message as they are, whatever they are. */
public final class RawEditor extends EditorPart {

    /** The editor's id. */
    public static final String ID = "org.barscope.ui.discussion.rawEditor";

    private static final String HELP = "org.barscope.ui.discussion.message_editor";
    private static final int MOST = 512 * 1024;
    private static final int LONGEST_LINE = 1_000;

    private StyledText text;
    private Label status;
    private Button all;
    private byte[] bytes = {};

    /** Opens the bytes. UI thread. */
    public static void open(IWorkbenchPage page, RawInput input) {
        try {
            page.openEditor(input, ID);
        } catch (PartInitException e) {
            ILog.of(RawEditor.class).log(e.getStatus());
        }
    }

    @Override
    public void init(IEditorSite site, IEditorInput input) throws PartInitException {
        if (!(input instanceof RawInput)) {
            throw new PartInitException("Raw mail is shown by its place in a source.");
        }
        setSite(site);
        setInput(input);
        setPartName(input.getName());
    }

    private RawInput input() {
        return (RawInput) getEditorInput();
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().numColumns(2).margins(4, 4).applyTo(parent);
        status = new Label(parent, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).align(SWT.FILL, SWT.CENTER)
                .applyTo(status);
        all = new Button(parent, SWT.PUSH);
        all.setText("Show All");
        all.setVisible(false);
        all.addListener(SWT.Selection, event -> show(Integer.MAX_VALUE));
        text = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL);
        text.setFont(JFaceResources.getTextFont());
        text.setLeftMargin(4);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(text);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        status.setText("Reading " + input().location() + "…");
        read(PlatformUI.getWorkbench().getService(MailDesk.class));
    }

    private void read(MailDesk desk) {
        Job job = Job.create("Reading raw mail", monitor -> {
            try {
                byte[] read = desk.library().archive().raw(input().location());
                later(() -> {
                    bytes = read;
                    show(MOST);
                });
            } catch (IOException | MailException e) {
                later(() -> status.setText("The bytes at " + input().location() + " cannot be read: "
                        + e.getMessage()));
            }
            return Status.OK_STATUS;
        });
        job.setSystem(true);
        job.schedule();
    }

    private void later(Runnable action) {
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> {
            if (!text.isDisposed()) {
                action.run();
            }
        });
    }

    private void show(int most) {
        int shown = Math.min(bytes.length, most);
        text.setText(readable(bytes, shown));
        String size = String.format(Locale.ROOT, "%,d bytes from %s", bytes.length, input().location());
        String part = shown < bytes.length ? String.format(Locale.ROOT, ", the first %,d shown", shown) : "";
        status.setText(input().reason().map(reason -> "Not readable as a message: " + reason + "\n").orElse("")
                + size + part);
        all.setVisible(shown < bytes.length);
        text.getParent().layout(true, true);
    }

    /** As UTF-8, or byte by byte where it is none. Endless lines are broken: drawing them takes for ever. */
    static String readable(byte[] bytes, int length) {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException e) {
            decoded = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
        StringBuilder broken = new StringBuilder(decoded.length());
        int column = 0;
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (c == '\n') {
                column = 0;
            } else if (++column > LONGEST_LINE) {
                broken.append("⏎\n");
                column = 1;
            }
            broken.append(c == 0 ? '␀' : c);
        }
        return broken.toString();
    }

    @Override
    public void setFocus() {
        text.setFocus();
    }

    @Override
    public boolean isDirty() {
        return false;
    }

    @Override
    public boolean isSaveAsAllowed() {
        return false;
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        throw new UnsupportedOperationException("mail is not changed");
    }

    @Override
    public void doSaveAs() {
        throw new UnsupportedOperationException("mail is not changed");
    }
}
