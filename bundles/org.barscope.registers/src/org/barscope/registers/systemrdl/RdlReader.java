// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.DescriptionReader;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.read.ReadResult;

/**
 * Reads SystemRDL 2.0, as far as the package says.
 *
 * <p>The device is the last addrmap at the root that no other uses. Each addrmap in it becomes a block, and so do the
 * registers and register files directly in it, together; what is nested deeper becomes clusters. A field that software
 * cannot see ({@code sw = na}) is left out.
 */
public final class RdlReader implements DescriptionReader {
    /** Creates a reader. */
    public RdlReader() {
        // Stateless.
    }

    @Override
    public ReadResult read(Path file, byte[] content, ReadMonitor monitor) throws DescriptionException {
        FaultLog faults = new FaultLog(file.toString());
        if (monitor.cancelled()) {
            throw new CancellationException("reading " + file + " was cancelled");
        }
        try {
            List<Token> tokens = new Lexer(file.toAbsolutePath().getParent(), faults).tokens(file.toString(),
                    new String(content, StandardCharsets.UTF_8));
            monitor.progress(content.length / 2, content.length);
            List<Statement> statements = new Parser(tokens, faults).file();
            Optional<DeviceDescription> description = faults.hasErrors() ? Optional.empty()
                    : build(statements, faults, monitor);
            monitor.progress(content.length, content.length);
            if (faults.hasErrors()) {
                throw faults.exception();
            }
            return new ReadResult(description.orElseThrow(), faults.faults());
        } catch (FaultLog.TooManyFaults stop) {
            throw faults.exception();
        }
    }

    private static Optional<DeviceDescription> build(List<Statement> statements, FaultLog faults,
            ReadMonitor monitor) {
        try {
            Optional<Node> top = new Elaborator(faults, monitor).top(statements);
            if (top.isEmpty()) {
                faults.error(1, 1, "", "no addrmap is defined; expected one at the root of the file");
                return Optional.empty();
            }
            if (faults.hasErrors()) {
                return Optional.empty();
            }
            DeviceDescription description = new ModelBuilder(faults).device(top.get());
            if (description.registerCount() > MAX_REGISTERS) {
                faults.error(top.get().at.file(), top.get().at.line(), top.get().at.column(), description.name(),
                        "makes more than " + MAX_REGISTERS + " registers with arrays expanded; expected fewer");
            }
            return Optional.of(description);
        } catch (RdlError e) {
            faults.error(e.at().file(), e.at().line(), e.at().column(), "", e.getMessage());
            return Optional.empty();
        }
    }
}
