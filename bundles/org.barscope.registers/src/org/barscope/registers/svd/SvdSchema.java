// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.util.Set;

import org.barscope.registers.xml.XmlSchema;

/** The structure of CMSIS-SVD 1.3. */
final class SvdSchema {
    private static final String DIM = "dim? dimIncrement? dimIndex? dimName? dimArrayIndex? ";
    private static final String PROPERTIES = "size? access? protection? resetValue? resetMask? ";

    static final XmlSchema RULES = new XmlSchema(Set.of("vendorExtensions"))
            .rule("device", "schemaVersion!", "vendor? vendorID? name series? version~ description~ licenseText? cpu? "
                    + "headerSystemFilename? headerDefinitionsPrefix? addressUnitBits~ width~ " + PROPERTIES
                    + "peripherals vendorExtensions?")
            .rule("cpu", "", "name~ revision~ endian~ mpuPresent? fpuPresent? fpuDP? dspPresent? icachePresent? "
                    + "dcachePresent? itcmPresent? dtcmPresent? vtorPresent? nvicPrioBits~ vendorSystickConfig~ "
                    + "deviceNumInterrupts? sauNumRegions? sauRegionsConfig?")
            .rule("sauRegionsConfig", "enabled protectionWhenDisabled", "region*")
            .rule("region", "enabled name", "base+|limit+|access+")
            .rule("peripherals", "", "peripheral+")
            .rule("peripheral", "derivedFrom", DIM + "name version? description? alternatePeripheral? groupName? "
                    + "prependToName? appendToName? headerStructName? disableCondition? baseAddress " + PROPERTIES
                    + "addressBlock* interrupt* registers?")
            .rule("addressBlock", "", "offset size usage protection?")
            .rule("interrupt", "", "name description? value")
            .rule("registers", "", "cluster*|register*")
            .rule("cluster", "derivedFrom", DIM + "name description~ alternateCluster? headerStructName? "
                    + "addressOffset " + PROPERTIES + "register*|cluster*")
            .inherited("cluster", "description", "addressOffset")
            .rule("register", "derivedFrom", DIM + "name displayName? description? "
                    + "alternateGroup?|alternateRegister? addressOffset " + PROPERTIES
                    + "dataType? modifiedWriteValues? writeConstraint? readAction? fields?")
            .inherited("register", "addressOffset")
            .rule("fields", "", "field*")
            .rule("field", "derivedFrom", DIM + "name description? "
                    + "lsb?|bitOffset?|bitRange? msb?|bitWidth? access? modifiedWriteValues? writeConstraint? "
                    + "readAction? enumeratedValues*")
            .rule("writeConstraint", "", "writeAsRead?|useEnumeratedValues?|range?")
            .rule("range", "", "minimum maximum")
            .rule("enumeratedValues", "derivedFrom", "name? headerEnumName? usage? enumeratedValue+")
            .inherited("enumeratedValues", "enumeratedValue")
            .rule("enumeratedValue", "", "name description? value?|isDefault?")
            .rule("dimArrayIndex", "", "headerEnumName? enumeratedValue+");

    private SvdSchema() {
    }
}
