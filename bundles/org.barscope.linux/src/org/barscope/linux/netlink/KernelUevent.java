// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.netlink;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a device, as the kernel announces it ({@code lib/kobject_uevent.c}).
 *
 * @param action {@code add}, {@code remove}, {@code change}, {@code move}, {@code online}, {@code offline},
 *        {@code bind} or {@code unbind}; more may come
 * @param devpath the device's path below {@code /sys}, starting with a slash
 * @param subsystem its subsystem, for example {@code pci}; empty when the kernel did not say
 * @param sequence the number of the event, ascending over all devices; 0 when the kernel did not say
 * @param properties everything else that was announced, for example {@code PCI_SLOT_NAME} and {@code DRIVER}, in the
 *        order of the message
 */
public record KernelUevent(String action, String devpath, String subsystem, long sequence,
        Map<String, String> properties) implements UeventNotice {
    /** Keeps the map as it is now. */
    public KernelUevent {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /**
     * Decodes a message: {@code ACTION@DEVPATH} and then {@code KEY=VALUE}, each ended by a zero byte.
     *
     * @param message the bytes
     * @param length how many of them
     * @return the event, empty when it is not a message of the kernel
     */
    static Optional<KernelUevent> parse(byte[] message, int length) {
        String[] parts = new String(message, 0, length, StandardCharsets.UTF_8).split("\0", -1);
        int at = parts[0].indexOf('@');
        if (at <= 0 || at + 1 >= parts[0].length() || parts[0].charAt(at + 1) != '/') {
            return Optional.empty();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                properties.putIfAbsent(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
        }
        String action = properties.remove("ACTION");
        String devpath = properties.remove("DEVPATH");
        String subsystem = properties.remove("SUBSYSTEM");
        String sequence = properties.remove("SEQNUM");
        return Optional.of(new KernelUevent(action == null ? parts[0].substring(0, at) : action,
                devpath == null ? parts[0].substring(at + 1) : devpath, subsystem == null ? "" : subsystem,
                number(sequence), properties));
    }

    private static long number(String digits) {
        if (digits == null || digits.isEmpty() || digits.length() > 18
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Long.parseLong(digits);
    }
}
