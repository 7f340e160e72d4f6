// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.model.BarscopePackage;
import org.barscope.model.Machine;
import org.barscope.model.Session;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.EEnum;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EPackage;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.impl.EPackageRegistryImpl;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.emf.ecore.resource.impl.ResourceSetImpl;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.emf.ecore.xmi.IllegalValueException;
import org.eclipse.emf.ecore.xmi.PackageNotFoundException;
import org.eclipse.emf.ecore.xmi.XMLResource;
import org.eclipse.emf.ecore.xmi.impl.XMIResourceImpl;

/**
 * Machines in files (XMI): what was seen on one computer, to be looked at on another.
 *
 * <p>Called in the thread that owns the model objects; file access blocks.
 */
public final class MachineStore {

    /** More than any machine needs; a larger file is not one of ours. */
    private static final long MAX_FILE = 512L << 20;

    /** A saved machine names nothing outside itself: a file that wants another fetched is not one of ours. */
    private static final Map<String, Boolean> PARSER_FEATURES = Map.of(
            "http://apache.org/xml/features/disallow-doctype-decl", Boolean.TRUE,
            "http://xml.org/sax/features/external-general-entities", Boolean.FALSE,
            "http://xml.org/sax/features/external-parameter-entities", Boolean.FALSE);

    /**
     * Writes a copy of a machine. The file appears whole or not at all.
     *
     * @param replace whether a file that is there may be replaced
     * @throws BackendException when the file cannot be written
     */
    public void save(Machine machine, Path file, boolean replace) throws BackendException {
        String attempt = "save to " + file;
        XMIResourceImpl resource = new XMIResourceImpl(URI.createURI("machine.barscope"));
        resource.getContents().add(EcoreUtil.copy(machine));
        Path absolute = file.toAbsolutePath();
        Path temporary = null;
        try {
            if (!replace && Files.exists(absolute)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            resource.save(bytes, Map.of(XMLResource.OPTION_ENCODING, "UTF-8"));
            temporary = Files.createTempFile(absolute.getParent(), ".barscope", ".tmp");
            Files.write(temporary, bytes.toByteArray());
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException there) {
            throw new BackendException(Reason.REFUSED, attempt, "the file is there already", "choose another name",
                    there);
        } catch (NoSuchFileException missing) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "its folder is not there", "make the folder first",
                    missing);
        } catch (AccessDeniedException denied) {
            throw new BackendException(Reason.REFUSED, attempt, "permission denied",
                    "choose a folder that this user can write", denied);
        } catch (IOException problem) {
            throw new BackendException(Reason.FAILED, attempt, "" + problem.getMessage(), "", problem);
        } finally {
            deleteLeftOver(temporary);
        }
    }

    private static void deleteLeftOver(Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException stays) {
                // The result of the save is known already; an empty temporary file does no harm.
                return;
            }
        }
    }

    /**
     * Reads a machine. It is marked read-only, and its source is the file: none of its regions can be opened.
     *
     * @throws BackendException {@code NOT_FOUND} when there is no such file, {@code REFUSED} when it may not be read,
     *         {@code FAILED} when it holds no machine
     */
    public Machine load(Path file) throws BackendException {
        String attempt = "open the saved machine " + file;
        byte[] bytes = read(attempt, file);
        // Its packages must be registered before the file names them; on a flat class path nobody else has done it.
        EPackage.Registry packages = new EPackageRegistryImpl(EPackage.Registry.INSTANCE);
        packages.put(BarscopePackage.eNS_URI, BarscopePackage.eINSTANCE);
        ResourceSet set = new ResourceSetImpl();
        set.setPackageRegistry(packages);
        XMIResourceImpl resource = new XMIResourceImpl(URI.createURI("machine.barscope"));
        set.getResources().add(resource);
        try {
            resource.load(new ByteArrayInputStream(bytes), Map.of(
                    XMLResource.OPTION_RECORD_UNKNOWN_FEATURE, Boolean.TRUE,
                    XMLResource.OPTION_PARSER_FEATURES, PARSER_FEATURES));
        } catch (IOException | RuntimeException problem) {
            if (!onlyNewerLiterals(resource.getErrors())) {
                throw notAMachine(attempt, resource, problem);
            }
        }
        Machine machine = machineIn(resource);
        if (machine == null) {
            throw new BackendException(Reason.FAILED, attempt, "it holds no machine",
                    "choose a file that Barscope has saved");
        }
        resource.getContents().clear();
        EcoreUtil.remove(machine);
        machine.setReadOnly(true);
        machine.setSourceUri(file.toUri().toString());
        return machine;
    }

    private static byte[] read(String attempt, Path file) throws BackendException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new BackendException(Reason.REFUSED, attempt, "it is not a regular file", "");
            }
            if (Files.size(file) > MAX_FILE) {
                throw new BackendException(Reason.FAILED, attempt, "it is too large to be a saved machine",
                        "choose a file that Barscope has saved");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "there is no such file", "", missing);
        } catch (AccessDeniedException denied) {
            throw new BackendException(Reason.REFUSED, attempt, "permission denied",
                    "make the file readable for this user", denied);
        } catch (IOException problem) {
            throw new BackendException(Reason.FAILED, attempt, "" + problem.getMessage(), "", problem);
        }
    }

    private static BackendException notAMachine(String attempt, Resource resource, Exception problem) {
        boolean newer = resource.getErrors().stream().anyMatch(PackageNotFoundException.class::isInstance);
        if (newer) {
            return new BackendException(Reason.FAILED, attempt, "it was written by a newer Barscope, or by another program",
                    "open it with the version that saved it", problem);
        }
        String where = resource.getErrors().isEmpty() ? "" : " at line " + resource.getErrors().getFirst().getLine();
        return new BackendException(Reason.FAILED, attempt, "it is damaged" + where,
                "choose a file that Barscope has saved", problem);
    }

    /** A literal that this version does not know has left its feature at the default, "unknown": that is no damage. */
    private static boolean onlyNewerLiterals(List<Resource.Diagnostic> errors) {
        return !errors.isEmpty() && errors.stream().allMatch(error -> error instanceof IllegalValueException illegal
                && illegal.getFeature() instanceof EStructuralFeature feature && feature.getEType() instanceof EEnum);
    }

    private static Machine machineIn(Resource resource) {
        for (EObject root : resource.getContents()) {
            if (root instanceof Machine machine) {
                return machine;
            }
            if (root instanceof Session session && !session.getMachines().isEmpty()) {
                return session.getMachines().getFirst();
            }
        }
        return null;
    }
}
