// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EEnum;
import org.eclipse.emf.ecore.EModelElement;
import org.eclipse.emf.ecore.ENamedElement;
import org.eclipse.emf.ecore.EOperation;
import org.eclipse.emf.ecore.EPackage;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.emf.ecore.resource.impl.ResourceSetImpl;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.emf.ecore.xmi.impl.EcoreResourceFactoryImpl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules that every class and feature of the model keeps, checked on the model itself. */
class ModelRulesTest {

    /** What has no identity: such lists are replaced as a whole. */
    private static final Set<String> VALUES = Set.of("Refusal", "DmabufRange");

    private static EPackage model;

    @BeforeAll
    static void load() {
        ResourceSet resources = new ResourceSetImpl();
        resources.getResourceFactoryRegistry().getExtensionToFactoryMap().put("ecore", new EcoreResourceFactoryImpl());
        URI uri = URI.createFileURI(ModelFiles.ecore().toString());
        model = (EPackage) resources.getResource(uri, true).getContents().getFirst();
    }

    private static <T extends ENamedElement> List<String> offenders(Class<T> type, Predicate<T> bad) {
        List<String> offenders = new ArrayList<>();
        int seen = 0;
        for (var elements = model.eAllContents(); elements.hasNext();) {
            Object element = elements.next();
            if (type.isInstance(element)) {
                seen++;
                if (bad.test(type.cast(element))) {
                    offenders.add(path(type.cast(element)));
                }
            }
        }
        assertFalse(seen == 0, "the model has no " + type.getSimpleName());
        return offenders;
    }

    private static String path(ENamedElement element) {
        return element.eContainer() instanceof ENamedElement owner && !(owner instanceof EPackage)
                ? owner.getName() + "." + element.getName()
                : element.getName();
    }

    private static boolean undocumented(EModelElement element) {
        String text = EcoreUtil.getDocumentation(element);
        return text == null || text.isBlank();
    }

    @Test
    void everythingIsDocumented() {
        assertEquals(List.of(), offenders(ENamedElement.class, ModelRulesTest::undocumented));
    }

    @Test
    void operationsSayWhatTheyReturn() {
        assertEquals(List.of(), offenders(EOperation.class,
                operation -> !EcoreUtil.getDocumentation(operation).contains("\n@return ")));
    }

    @Test
    void listsOfWhatHasIdentityHaveKeys() {
        assertEquals(List.of(), offenders(EReference.class, reference -> reference.isContainment()
                && reference.isMany() && reference.getEKeys().isEmpty()
                && !VALUES.contains(reference.getEReferenceType().getName())));
    }

    @Test
    void keysAreRequired() {
        assertEquals(List.of(), offenders(EReference.class,
                reference -> reference.getEKeys().stream().anyMatch(key -> !key.isRequired())));
    }

    @Test
    void singleStringsAreEmptyAndNotNullByDefault() {
        assertEquals(List.of(), offenders(EAttribute.class,
                attribute -> attribute.getEAttributeType().getInstanceClass() == String.class && !attribute.isMany()
                        && !"".equals(attribute.getDefaultValueLiteral())));
    }

    @Test
    void whatDependsOnTheOutsideIsUnknownUntilFoundOut() {
        Set<String> chosen = Set.of("ValueFormat");
        assertEquals(List.of(), offenders(EEnum.class, literals -> !chosen.contains(literals.getName())
                && !"UNKNOWN".equals(literals.getELiterals().getFirst().getName())));
    }

    @Test
    void theExtensionNamesThisModel() throws Exception {
        String pluginXml = Files.readString(ModelFiles.pluginXml());
        assertEquals(1, pluginXml.split("uri=\"" + model.getNsURI() + "\"", -1).length - 1);
    }
}
