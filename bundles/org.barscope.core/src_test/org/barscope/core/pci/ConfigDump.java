// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Configuration spaces in the text form of {@code lspci -xxxx}, which {@code lspci -F} reads back. */
final class ConfigDump {

    /** The dumps kept with the tests. */
    static final List<String> RESOURCES = List.of("machine-virtio.dump", "endpoints.dump", "ports.dump", "legacy.dump");

    private static final Pattern BYTES = Pattern.compile("([0-9a-f]{2,3}):((?: [0-9a-f]{2}){1,16})");
    private static final Pattern HEAD = Pattern.compile("((?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]) .*");

    /** One function of a dump. */
    record Function(PciAddress address, byte[] bytes) {
    }

    private ConfigDump() {
    }

    static List<Function> resource(String name) {
        try (InputStream in = ConfigDump.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no test resource " + name);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Function> parse(String text) {
        List<Function> functions = new ArrayList<>();
        PciAddress address = null;
        byte[] bytes = new byte[ConfigBytes.MAX_SIZE];
        int length = 0;
        for (String line : (text + "\n\n").split("\n", -1)) {
            Matcher data = BYTES.matcher(line);
            Matcher head = HEAD.matcher(line);
            if (data.matches()) {
                int at = Integer.parseInt(data.group(1), 16);
                for (String value : data.group(2).trim().split(" ")) {
                    bytes[at++] = (byte) Integer.parseInt(value, 16);
                }
                length = Math.max(length, at);
            } else if (head.matches()) {
                address = PciAddress.parse(head.group(1));
            } else if (line.isEmpty() && length > 0) {
                functions.add(new Function(address, Arrays.copyOf(bytes, length)));
                Arrays.fill(bytes, (byte) 0);
                length = 0;
            }
        }
        return functions;
    }

    static String format(List<Function> functions) {
        StringBuilder text = new StringBuilder();
        for (Function function : functions) {
            text.append(function.address()).append(" test\n");
            byte[] bytes = function.bytes();
            for (int at = 0; at < bytes.length; at += 16) {
                text.append(String.format("%02x:", at));
                for (int i = at; i < Math.min(at + 16, bytes.length); i++) {
                    text.append(String.format(" %02x", bytes[i]));
                }
                text.append('\n');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
