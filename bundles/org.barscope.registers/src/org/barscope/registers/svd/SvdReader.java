// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.nio.file.Path;
import java.util.Set;

import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.DescriptionReader;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.read.ReadResult;
import org.barscope.registers.xml.XmlElement;
import org.barscope.registers.xml.XmlTree;

/**
 * Reads CMSIS-SVD 1.3: every element and attribute of the schema.
 *
 * <p>What the schema leaves open is read as follows. {@code derivedFrom} looks for its target from the inside out and
 * may name one that comes later; what the target inherits from its own parents is not taken along; registers and
 * fields of the target are kept unless one of the same name, or at the same place, is given. Names to show, repetition
 * and alternates are not inherited. Without any {@code size} a register has 32 bits, without any {@code access} it is
 * read-write. Registers wider than 64 bits are refused.
 *
 * <p>An element in the wrong place, a value outside its type, a name that is missing, twice or not found is an error.
 * What breaks the schema without becoming unclear is a warning: wrong order, overlaps, missing documentation.
 */
public final class SvdReader implements DescriptionReader {
    /** Creates a reader. */
    public SvdReader() {
        // Stateless.
    }

    @Override
    public ReadResult read(Path file, byte[] content, ReadMonitor monitor) throws DescriptionException {
        FaultLog faults = new FaultLog(file.toString());
        try {
            XmlElement root = XmlTree.read(content, Set.of("vendorExtensions"), faults, monitor);
            DeviceDescription description = root == null ? null : build(root, faults, monitor);
            if (faults.hasErrors()) {
                throw faults.exception();
            }
            return new ReadResult(description, faults.faults());
        } catch (FaultLog.TooManyFaults stop) {
            throw faults.exception();
        }
    }

    private static DeviceDescription build(XmlElement root, FaultLog faults, ReadMonitor monitor) {
        if (!root.name().equals("device")) {
            faults.error(root.line(), root.column(), "<" + root.name() + ">", "expected <device>");
            return null;
        }
        SvdSchema.RULES.check(root, faults);
        return new SvdBuilder(new SvdResolver(faults), faults, monitor).device(root);
    }
}
