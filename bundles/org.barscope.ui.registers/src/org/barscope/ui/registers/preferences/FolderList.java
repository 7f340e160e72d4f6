// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.preferences;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.ui.work.Work;
import org.eclipse.jface.preference.PathEditor;
import org.eclipse.swt.widgets.Composite;

/** The further folders in which descriptions are looked for: kept in a file, for the command line looks there too. */
final class FolderList extends PathEditor {

    private final RegisterFiles files;
    private List<String> before = List.of();

    FolderList(Composite parent, RegisterFiles files) {
        super("folders", "&Folders:", "A folder with descriptions and files of bindings", parent);
        this.files = files;
    }

    @Override
    protected void doLoad() {
        // Not asked for again: the editor forgets its list when the page is closed, which may be before the answer.
        org.eclipse.swt.widgets.List list = getList();
        Work.start(list.getShell(), "Reading where registers are described", this::read, found -> {
            if (!list.isDisposed()) {
                before = found;
                list.setItems(found.toArray(String[]::new));
            }
        });
    }

    private List<String> read() throws BackendException {
        try {
            return files.folders().stream().map(Path::toString).toList();
        } catch (IOException unable) {
            throw new BackendException(Reason.FAILED, "read the list of folders in " + files.home(),
                    unable.getMessage(), "", unable);
        }
    }

    @Override
    protected void doLoadDefault() {
        getList().removeAll();
    }

    @Override
    protected void doStore() {
        // The page writes it, in a job.
    }

    /** The folders as they are wanted; empty when they are as before. */
    Optional<List<Path>> changed() {
        List<String> now = Arrays.asList(getList().getItems());
        if (now.equals(before)) {
            return Optional.empty();
        }
        before = List.copyOf(now);
        return Optional.of(now.stream().map(Path::of).toList());
    }
}
