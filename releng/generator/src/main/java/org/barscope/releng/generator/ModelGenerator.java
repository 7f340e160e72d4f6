// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.emf.codegen.ecore.generator.Generator;
import org.eclipse.emf.codegen.ecore.genmodel.GenModel;
import org.eclipse.emf.codegen.ecore.genmodel.GenModelPackage;
import org.eclipse.emf.codegen.ecore.genmodel.generator.GenBaseGeneratorAdapter;
import org.eclipse.emf.codegen.ecore.genmodel.generator.GenModelGeneratorAdapterFactory;
import org.eclipse.emf.common.util.BasicMonitor;
import org.eclipse.emf.common.util.Diagnostic;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.common.util.WrappedException;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.emf.ecore.resource.impl.ResourceSetImpl;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.emf.ecore.xmi.impl.EcoreResourceFactoryImpl;
import org.eclipse.emf.ecore.xmi.impl.XMIResourceFactoryImpl;

/**
 * Turns a generator model into Java sources.
 *
 * <p>EMF merges into the files that it finds, which would make the outcome depend on what was there before. So this
 * always generates into an empty directory, and the result depends on the model and the generator's version alone.
 */
final class ModelGenerator {

    private final Path genModelFile;

    ModelGenerator(Path genModelFile) {
        this.genModelFile = genModelFile;
    }

    /**
     * Generates all sources of the model, in a scratch directory that is gone afterwards. Takes seconds.
     *
     * @throws GenerationException with one line, when the model is not valid or the generator reports a problem
     */
    SourceTree generate() throws IOException {
        GenModel genModel = load();
        Path scratch = Files.createTempDirectory("barscope-model");
        try {
            run(genModel, scratch);
            Path project = Path.of(genModel.getModelDirectory().substring(1));
            return read(scratch.resolve(project));
        } finally {
            delete(scratch);
        }
    }

    private GenModel load() {
        ResourceSet resources = new ResourceSetImpl();
        resources.getPackageRegistry().put(GenModelPackage.eNS_URI, GenModelPackage.eINSTANCE);
        var factories = resources.getResourceFactoryRegistry().getExtensionToFactoryMap();
        factories.put("ecore", new EcoreResourceFactoryImpl());
        factories.put("genmodel", new XMIResourceFactoryImpl());
        if (!Files.isReadable(genModelFile)) {
            throw new GenerationException("cannot read " + genModelFile);
        }
        URI uri = URI.createFileURI(genModelFile.toAbsolutePath().toString());
        GenModel genModel;
        try {
            genModel = (GenModel) resources.getResource(uri, true).getContents().getFirst();
        } catch (WrappedException e) {
            throw new GenerationException("cannot load " + genModelFile + ": " + e.getCause().getMessage().strip());
        }
        EcoreUtil.resolveAll(resources);
        new AnnotationTidier().tidy(resources);
        genModel.reconcile();
        List<String> missing = genModel.getMissingPackages().stream().map(Object::toString).toList();
        if (!missing.isEmpty()) {
            throw new GenerationException(genModelFile + " needs packages that are not there: " + missing);
        }
        Diagnostic diagnostic = genModel.diagnose();
        if (diagnostic.getSeverity() != Diagnostic.OK) {
            throw new GenerationException(genModelFile + ": " + describe(diagnostic));
        }
        genModel.setCanGenerate(true);
        return genModel;
    }

    private static void run(GenModel genModel, Path scratch) {
        Generator generator = new Generator();
        generator.getAdapterFactoryDescriptorRegistry()
                .addDescriptor(GenModelPackage.eNS_URI, GenModelGeneratorAdapterFactory.DESCRIPTOR);
        generator.setInput(genModel);
        // The generator speaks of workspace paths; the scratch directory stands in for the workspace.
        genModel.eResource().getResourceSet().getURIConverter().getURIMap().put(
                URI.createURI("platform:/resource/"), URI.createFileURI(scratch.toAbsolutePath() + "/"));
        Diagnostic diagnostic = generator.generate(genModel, GenBaseGeneratorAdapter.MODEL_PROJECT_TYPE, "model",
                new BasicMonitor());
        if (diagnostic.getSeverity() != Diagnostic.OK) {
            throw new GenerationException(describe(diagnostic));
        }
    }

    private static SourceTree read(Path sources) throws IOException {
        SourceTree raw = SourceTree.read(sources);
        return raw.map(new JavaTidier()::tidy);
    }

    private static String describe(Diagnostic diagnostic) {
        if (diagnostic.getChildren().isEmpty()) {
            return diagnostic.getException() == null
                    ? diagnostic.getMessage()
                    : diagnostic.getMessage() + " (" + diagnostic.getException() + ")";
        }
        return diagnostic.getMessage() + ": "
                + String.join("; ", diagnostic.getChildren().stream().map(ModelGenerator::describe).toList());
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
