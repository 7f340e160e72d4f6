// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.memory.file.WholeFile;
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
import org.eclipse.emf.ecore.resource.impl.ExtensibleURIConverterImpl;
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

    /** Far more than any machine needs (a device takes some 50 KiB); a larger file is not one of ours. */
    private static final long MAX_FILE = 128L << 20;

    private static final String CHOOSE = "choose a file that Barscope has saved";

    /** A saved machine names nothing outside itself: a file that wants another fetched is not one of ours. */
    private static final Map<String, Boolean> PARSER_FEATURES = Map.of(
            "http://apache.org/xml/features/disallow-doctype-decl", Boolean.TRUE,
            "http://xml.org/sax/features/external-general-entities", Boolean.FALSE,
            "http://xml.org/sax/features/external-parameter-entities", Boolean.FALSE);

    static final Map<String, Object> LOAD = Map.of(
            XMLResource.OPTION_RECORD_UNKNOWN_FEATURE, Boolean.TRUE,
            XMLResource.OPTION_PARSER_FEATURES, PARSER_FEATURES);

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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            resource.save(bytes, Map.of(XMLResource.OPTION_ENCODING, "UTF-8"));
        } catch (IOException problem) {
            throw new BackendException(Reason.FAILED, attempt, "" + problem.getMessage(), "", problem);
        }
        new WholeFile(file).write(attempt, bytes.toByteArray(), replace);
    }

    /**
     * Reads a machine. It is marked read-only, and its source is the file: none of its regions can be opened. Nothing
     * that the file names is opened or fetched. What a newer version added within the same format is left out: an
     * unknown feature is dropped, an unknown literal becomes "unknown".
     *
     * @throws BackendException {@code NOT_FOUND} when there is no such file, {@code REFUSED} when it may not be read,
     *         {@code FAILED} when it holds no machine, or one that cannot be
     */
    public Machine load(Path file) throws BackendException {
        String attempt = "open the saved machine " + file;
        Resource resource = parse(attempt, read(attempt, file));
        Machine machine = machineIn(resource).orElseThrow(() -> noMachine(attempt, resource));
        resource.getContents().clear();
        EcoreUtil.remove(machine);
        requirePossible(attempt, machine);
        machine.setReadOnly(true);
        machine.setSourceUri(file.toUri().toString());
        return machine;
    }

    private static Resource parse(String attempt, byte[] bytes) throws BackendException {
        if (bytes.length == 0) {
            throw new BackendException(Reason.FAILED, attempt, "the file is empty", CHOOSE);
        }
        Resource resource = new XMIResourceImpl(URI.createURI("machine.barscope"));
        resourceSet().getResources().add(resource);
        try {
            resource.load(new ByteArrayInputStream(bytes), LOAD);
        } catch (IOException | RuntimeException problem) {
            if (!onlyNewerLiterals(resource.getErrors())) {
                throw unreadable(attempt, resource, problem);
            }
        }
        return resource;
    }

    static ResourceSet resourceSet() {
        // Its packages must be registered before the file names them; on a flat class path nobody else has done it.
        // Not those of the whole application: a file that holds one of their objects is not a machine.
        EPackage.Registry packages = new EPackageRegistryImpl();
        packages.put(BarscopePackage.eNS_URI, BarscopePackage.eINSTANCE);
        ResourceSet set = new ResourceSetImpl();
        set.setPackageRegistry(packages);
        set.setURIConverter(new ExtensibleURIConverterImpl(List.of(new RefusingUriHandler()), List.of()));
        return set;
    }

    private static byte[] read(String attempt, Path file) throws BackendException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new BackendException(Reason.REFUSED, attempt, "it is not a regular file", CHOOSE);
            }
            if (Files.size(file) > MAX_FILE) {
                throw new BackendException(Reason.FAILED, attempt, "it is too large to be a saved machine", CHOOSE);
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

    private static BackendException unreadable(String attempt, Resource resource, Exception problem) {
        Optional<String> foreign = resource.getErrors().stream().filter(PackageNotFoundException.class::isInstance)
                .map(e -> ((PackageNotFoundException) e).uri()).findFirst();
        if (foreign.isPresent()) {
            return ofAnother(attempt, foreign.get(), problem);
        }
        String where = resource.getErrors().isEmpty() || resource.getErrors().getFirst().getLine() <= 0 ? ""
                : " at line " + resource.getErrors().getFirst().getLine();
        return new BackendException(Reason.FAILED, attempt, "it is damaged, or no saved machine" + where, CHOOSE,
                problem);
    }

    private static BackendException ofAnother(String attempt, String namespace, Exception problem) {
        return new BackendException(Reason.FAILED, attempt, namespace == null || namespace.isBlank()
                ? "it was written by another program"
                : "it was written by a newer Barscope, or by another program (it is of '" + namespace + "')",
                "open it with the program that saved it", problem);
    }

    /** With its package unknown, EMF makes an object of a package that it invents, named after the namespace. */
    private static BackendException noMachine(String attempt, Resource resource) {
        for (EObject root : resource.getContents()) {
            String namespace = root.eClass().getEPackage().getNsURI();
            if (!BarscopePackage.eNS_URI.equals(namespace)) {
                return ofAnother(attempt, namespace, null);
            }
        }
        return new BackendException(Reason.FAILED, attempt, "it holds no machine", CHOOSE);
    }

    /** What the file says must be something that a backend can have seen, or whoever shows it trips over it later. */
    private static void requirePossible(String attempt, Machine machine) throws BackendException {
        try {
            if (!EcoreUtil.ProxyCrossReferencer.find(machine).isEmpty()) {
                throw new IllegalArgumentException("it refers to something outside itself");
            }
            new ModelReader().read(machine);
        } catch (IllegalArgumentException impossible) {
            throw new BackendException(Reason.FAILED, attempt, "it is damaged (" + impossible.getMessage() + ")",
                    CHOOSE, impossible);
        }
    }

    /** A literal that this version does not know has left its feature at the default, "unknown": that is no damage. */
    private static boolean onlyNewerLiterals(List<Resource.Diagnostic> errors) {
        return !errors.isEmpty() && errors.stream().allMatch(error -> error instanceof IllegalValueException illegal
                && illegal.getFeature() instanceof EStructuralFeature feature && feature.getEType() instanceof EEnum);
    }

    private static Optional<Machine> machineIn(Resource resource) {
        for (EObject root : resource.getContents()) {
            if (root instanceof Machine machine) {
                return Optional.of(machine);
            }
            if (root instanceof Session session && !session.getMachines().isEmpty()) {
                return Optional.of(session.getMachines().getFirst());
            }
        }
        return Optional.empty();
    }
}
