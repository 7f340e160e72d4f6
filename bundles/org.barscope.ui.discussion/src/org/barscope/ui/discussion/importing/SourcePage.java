// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.importing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

import org.barscope.app.mail.MailOrigin;
import org.barscope.mail.index.MailException;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Where the mail is: on this computer, or on a server. */
final class SourcePage extends WizardPage {

    private static final String HELP = "org.barscope.ui.discussion.import_wizard";
    private static final String LORE = "https://lore.kernel.org/all/";

    private final String from;
    private Button here;
    private Text path;
    private Button there;
    private Text address;
    private Button searched;
    private Text inbox;
    private Text query;
    private Button threads;
    private Text name;
    private Optional<MailOrigin> origin = Optional.empty();

    SourcePage(String from) {
        super("source", "Where is the mail?", null);
        this.from = from;
        setDescription("What is imported stays where it is; Barscope keeps an index beside it. A second import reads "
                + "only what is new.");
    }

    @Override
    public void createControl(Composite parent) {
        Composite page = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(4).applyTo(page);
        boolean web = from.matches("(?i)https?://.*");
        here = radio(page, "&File or folder: mbox, .gz, Maildir, MH, .eml, public-inbox, or a folder of any of these",
                !web);
        path = text(page, "File or folder with mail", 2, web ? "" : from);
        push(page, "F&ile…", this::chooseFile);
        push(page, "F&older…", this::chooseFolder);
        there = radio(page, "&Thread, message or archive on a server, such as lore.kernel.org", web);
        address = text(page, "Address of a thread, message or archive", 4, web ? from : "");
        address.setMessage(LORE + "MESSAGE-ID/   or   https://lore.kernel.org/linux-pci/   for all of a list");
        searched = radio(page, "&What a search on a server finds", false);
        label(page, "Archive:");
        inbox = text(page, "Address of the archive to search", 3, LORE);
        label(page, "Query:");
        query = text(page, "Query for the server", 3, "");
        query.setMessage("dfn:drivers/vfio/pci/* d:3.months.ago..");
        threads = new Button(page, SWT.CHECK);
        threads.setText("With the whole t&hreads of what is found");
        threads.setSelection(true);
        GridDataFactory.fillDefaults().span(4, 1).indent(20, 0).applyTo(threads);
        threads.addListener(SWT.Selection, event -> check());
        Label line = new Label(page, SWT.SEPARATOR | SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().span(4, 1).applyTo(line);
        label(page, "&Name:");
        name = text(page, "Name of the source", 3, "");
        name.setMessage("made from where it comes from");
        setControl(page);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(page, HELP);
        check();
        setErrorMessage(null);
        (web ? address : path).setFocus();
    }

    private Button radio(Composite page, String text, boolean on) {
        Button radio = new Button(page, SWT.RADIO);
        radio.setText(text);
        radio.setSelection(on);
        GridDataFactory.fillDefaults().span(4, 1).indent(0, 4).applyTo(radio);
        radio.addListener(SWT.Selection, event -> check());
        return radio;
    }

    private Text text(Composite page, String accessible, int span, String value) {
        Text text = new Text(page, SWT.BORDER | SWT.SINGLE);
        text.setText(value);
        GridDataFactory.fillDefaults().grab(true, false).span(span, 1).align(SWT.FILL, SWT.CENTER)
                .indent(span == 3 ? 0 : 20, 0).hint(240, SWT.DEFAULT).applyTo(text);
        AccessibleName.set(text, accessible);
        text.addListener(SWT.Modify, event -> {
            choose(text);
            check();
        });
        return text;
    }

    /** Who types into a box means its choice. */
    private void choose(Control typed) {
        if (searched == null || query == null || name == null || typed == name) {
            return;
        }
        here.setSelection(typed == path);
        there.setSelection(typed == address);
        searched.setSelection(typed == inbox || typed == query);
    }

    private static void label(Composite page, String text) {
        Label label = new Label(page, SWT.NONE);
        label.setText(text);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).indent(text.startsWith("&") ? 0 : 20, 0)
                .applyTo(label);
    }

    private static void push(Composite page, String text, Runnable action) {
        Button button = new Button(page, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> action.run());
    }

    private void chooseFile() {
        FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setText("Import Mail from a File");
        String chosen = dialog.open();
        if (chosen != null) {
            path.setText(chosen);
        }
    }

    private void chooseFolder() {
        DirectoryDialog dialog = new DirectoryDialog(getShell(), SWT.OPEN);
        dialog.setText("Import Mail from a Folder");
        String chosen = dialog.open();
        if (chosen != null) {
            path.setText(chosen);
        }
    }

    private String typed() {
        if (here.getSelection()) {
            return path.getText();
        }
        if (there.getSelection()) {
            return address.getText();
        }
        String archive = inbox.getText().strip();
        return query.getText().isBlank() ? "" : archive + (archive.endsWith("/") ? "" : "/") + "?q="
                + URLEncoder.encode(query.getText().strip(), StandardCharsets.UTF_8).replace("+", "%20")
                + (threads.getSelection() ? "&t=1" : "");
    }

    private void check() {
        if (name == null) {
            return;
        }
        origin = Optional.empty();
        String typed = typed().strip();
        String problem = null;
        if (typed.isEmpty()) {
            problem = here.getSelection() ? "Choose a file or folder." : there.getSelection() ? "Give an address."
                    : "Give a query.";
        } else if (there.getSelection() && !typed.matches("(?i)https?://.*")) {
            problem = "An address begins with https:// or http://.";
        } else {
            problem = parse(typed);
        }
        setErrorMessage(problem);
        setMessage(origin.map(SourcePage::said).orElse(getDescription()));
        setPageComplete(origin.isPresent());
    }

    private String parse(String typed) {
        try {
            MailOrigin parsed = MailOrigin.parse(typed);
            if (parsed instanceof MailOrigin.Files files && !Files.exists(files.path())) {
                return "There is no file or folder " + files.path() + ".";
            }
            origin = Optional.of(parsed);
            return null;
        } catch (MailException e) {
            return e.getMessage();
        }
    }

    private static String said(MailOrigin origin) {
        return switch (origin) {
            case MailOrigin.Files files -> "Mail in " + files.path() + ".";
            case MailOrigin.Thread thread -> "The thread with <" + thread.messageId() + "> is fetched from "
                    + thread.inbox() + ".";
            case MailOrigin.Search search -> "What " + search.inbox() + " finds for \"" + search.query() + "\""
                    + (search.threads() ? ", with whole threads." : ".");
            case MailOrigin.Mirror mirror -> "All of " + mirror.inbox() + " is fetched by git. This may be gigabytes.";
        };
    }

    /** Where to import from; empty while that is not clear. */
    Optional<MailOrigin> origin() {
        return origin;
    }

    /** What to call the source; empty for a name made of where it comes from. */
    Optional<String> name() {
        return Optional.of(name.getText().strip()).filter(text -> !text.isEmpty());
    }
}
