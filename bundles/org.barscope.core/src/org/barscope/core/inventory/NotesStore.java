// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.memory.file.WholeFile;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.Session;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.emf.ecore.xmi.XMLResource;
import org.eclipse.emf.ecore.xmi.impl.XMIResourceImpl;

/**
 * What the user noted in a session, without its machines, in a file (XMI): bookmarks, links, lists of watched values,
 * snapshots. Called in the thread that owns the model objects; file access blocks.
 */
public final class NotesStore {

    private final Path file;

    /** @param file where the notes are; need not exist */
    public NotesStore(Path file) {
        this.file = file;
    }

    /**
     * Writes a copy of the notes of a session. The file appears whole or not at all.
     *
     * @throws BackendException when it cannot be written
     */
    public void save(Session session) throws BackendException {
        Session notes = BarscopeFactory.eINSTANCE.createSession();
        notes.getBookmarks().addAll(EcoreUtil.copyAll(session.getBookmarks()));
        notes.getRationaleLinks().addAll(EcoreUtil.copyAll(session.getRationaleLinks()));
        notes.getWatchLists().addAll(EcoreUtil.copyAll(session.getWatchLists()));
        notes.getSnapshots().addAll(EcoreUtil.copyAll(session.getSnapshots()));
        XMIResourceImpl resource = new XMIResourceImpl(URI.createURI("notes.barscope"));
        resource.getContents().add(notes);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String attempt = "save the notes to " + file;
        try {
            resource.save(bytes, Map.of(XMLResource.OPTION_ENCODING, "UTF-8"));
        } catch (IOException problem) {
            throw new BackendException(Reason.FAILED, attempt, "" + problem.getMessage(), "", problem);
        }
        new WholeFile(file).write(attempt, bytes.toByteArray(), true);
    }

    /**
     * Adds the notes of the file to a session; adds nothing when there is no file.
     *
     * @throws BackendException {@code FAILED} when the file is damaged; the session is then as it was
     */
    public void load(Session session) throws BackendException {
        if (!Files.exists(file)) {
            return;
        }
        Resource resource = new XMIResourceImpl(URI.createURI("notes.barscope"));
        MachineStore.resourceSet().getResources().add(resource);
        try {
            resource.load(new ByteArrayInputStream(Files.readAllBytes(file)), MachineStore.LOAD);
        } catch (IOException | RuntimeException problem) {
            throw damaged(problem);
        }
        Optional<Session> notes = resource.getContents().stream().filter(Session.class::isInstance)
                .map(Session.class::cast).findFirst();
        Session found = notes.orElseThrow(() -> damaged(null));
        session.getBookmarks().addAll(EcoreUtil.copyAll(found.getBookmarks()));
        session.getRationaleLinks().addAll(EcoreUtil.copyAll(found.getRationaleLinks()));
        session.getWatchLists().addAll(EcoreUtil.copyAll(found.getWatchLists()));
        session.getSnapshots().addAll(EcoreUtil.copyAll(found.getSnapshots()));
    }

    private BackendException damaged(Exception cause) {
        return new BackendException(Reason.FAILED, "read the notes in " + file, "the file is damaged",
                "move it away to begin with none", cause);
    }
}
