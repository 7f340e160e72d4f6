// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.properties;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.barscope.model.BarscopePackage;
import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.ui.views.properties.IPropertyDescriptor;
import org.eclipse.ui.views.properties.IPropertySource;
import org.eclipse.ui.views.properties.PropertyDescriptor;

/**
 * A model object's attributes for the Properties view: numbers as people of the field read them, descriptions from the
 * model.
 */
final class ModelProperties implements IPropertySource {

    private final EObject object;

    ModelProperties(EObject object) {
        this.object = object;
    }

    @Override
    public Object getEditableValue() {
        return object;
    }

    @Override
    public IPropertyDescriptor[] getPropertyDescriptors() {
        return object.eClass().getEAllAttributes().stream().map(this::descriptor)
                .toArray(IPropertyDescriptor[]::new);
    }

    private IPropertyDescriptor descriptor(EAttribute attribute) {
        PropertyDescriptor descriptor = new PropertyDescriptor(attribute, words(attribute.getName()));
        descriptor.setCategory(words(object.eClass().getName()));
        String documentation = EcoreUtil.getDocumentation(attribute);
        descriptor.setDescription(documentation == null ? "" : documentation);
        return descriptor;
    }

    /** "subsystemVendorId" becomes "Subsystem vendor id". */
    static String words(String name) {
        StringBuilder text = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (text.isEmpty()) {
                text.append(Character.toUpperCase(c));
            } else if (Character.isUpperCase(c)) {
                text.append(' ').append(Character.toLowerCase(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    @Override
    public Object getPropertyValue(Object id) {
        EAttribute attribute = (EAttribute) id;
        return format(attribute, object.eGet(attribute));
    }

    private static String format(EAttribute attribute, Object value) {
        return switch (value) {
            case null -> "";
            case byte[] bytes -> bytes.length + " bytes";
            case Collection<?> many -> many.stream().map(one -> format(attribute, one))
                    .collect(Collectors.joining(", "));
            case Integer number when number < 0 && attribute == BarscopePackage.Literals.PCI_DEVICE__NUMA_NODE ->
                "none";
            case Integer number when attribute.getEAttributeType() == BarscopePackage.Literals.HEX32 ->
                String.format(Locale.ROOT, "0x%0" + digits(attribute) + "x", number);
            case Long number when attribute.getEAttributeType() == BarscopePackage.Literals.HEX64 ->
                "0x" + Long.toHexString(number) + (number > 9 && isCount(attribute) ? "  (" + number + ")" : "");
            default -> value.toString();
        };
    }

    /** As many digits as the field has in configuration space. */
    private static int digits(EAttribute attribute) {
        return switch (attribute.getName()) {
            case "vendorId", "deviceId", "subsystemVendorId", "subsystemId" -> 4;
            case "classCode" -> 6;
            default -> 2;
        };
    }

    private static boolean isCount(EStructuralFeature attribute) {
        String name = attribute.getName();
        return name.equals("size") || name.equals("length");
    }

    @Override
    public boolean isPropertySet(Object id) {
        return object.eIsSet((EAttribute) id);
    }

    @Override
    public void resetPropertyValue(Object id) {
        throw new UnsupportedOperationException("properties are for looking");
    }

    @Override
    public void setPropertyValue(Object id, Object value) {
        throw new UnsupportedOperationException("properties are for looking");
    }
}
