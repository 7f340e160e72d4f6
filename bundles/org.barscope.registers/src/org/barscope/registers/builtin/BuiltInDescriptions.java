// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.barscope.registers.binding.Binding;
import org.barscope.registers.binding.BindingReader;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.svd.SvdReader;

/** The descriptions and bindings that Barscope brings along. Stateless; every call reads the files anew. */
public final class BuiltInDescriptions {
    private BuiltInDescriptions() {
    }

    /** The bindings of all built-in descriptions. */
    public static List<Binding> bindings() {
        try {
            return new BindingReader().read("bindings.xml", bytes("bindings.xml"), Optional.empty());
        } catch (IOException | DescriptionException e) {
            throw new IllegalStateException("the built-in bindings are damaged: " + e.getMessage(), e);
        }
    }

    /**
     * A built-in description. Cost: milliseconds.
     *
     * @param name its file name, as in {@link Binding#description()}
     * @throws IOException if there is none of that name
     */
    public static DeviceDescription load(String name) throws IOException {
        try {
            return new SvdReader().read(Path.of(name), bytes(name), ReadMonitor.NONE).description();
        } catch (DescriptionException e) {
            throw new IllegalStateException("the built-in description is damaged: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(String name) throws IOException {
        InputStream in = name.matches("[a-z0-9-]+\\.(svd|xml)") ? BuiltInDescriptions.class.getResourceAsStream(name)
                : null;
        if (in == null) {
            throw new IOException("there is no built-in description " + name);
        }
        try (in) {
            return in.readAllBytes();
        }
    }
}
