// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.generator;

import org.eclipse.emf.codegen.ecore.genmodel.GenModelPackage;
import org.eclipse.emf.common.util.EMap;
import org.eclipse.emf.common.util.TreeIterator;
import org.eclipse.emf.ecore.EAnnotation;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.emf.ecore.util.EcoreUtil;

/**
 * Takes the layout of the model's file out of its documentation and code, which can so be written there with line
 * breaks and indentation.
 */
final class AnnotationTidier {

    /** Tidies every annotation that the generator reads. */
    void tidy(ResourceSet resources) {
        TreeIterator<Object> elements = EcoreUtil.getAllContents(resources, false);
        while (elements.hasNext()) {
            if (elements.next() instanceof EAnnotation annotation
                    && GenModelPackage.eNS_URI.equals(annotation.getSource())) {
                tidy(annotation.getDetails());
            }
        }
    }

    private static void tidy(EMap<String, String> details) {
        for (var detail : details) {
            String value = detail.getValue();
            detail.setValue("documentation".equals(detail.getKey())
                    ? value.strip().replaceAll(" {2,}", " ")
                    : value.stripTrailing().stripIndent().strip());
        }
    }
}
