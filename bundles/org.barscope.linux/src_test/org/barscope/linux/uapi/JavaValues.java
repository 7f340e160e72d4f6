// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.barscope.linux.internal.EventCalls;
import org.barscope.linux.internal.FileCalls;
import org.barscope.linux.internal.LibcStructs;
import org.barscope.linux.internal.MemoryCalls;
import org.barscope.linux.internal.ProcessCalls;
import org.barscope.linux.internal.SocketCalls;
import org.barscope.linux.layout.KernelStruct;
import org.barscope.linux.libc.Architecture;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.IoctlRequest;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.uapi.dmabuf.DmaBufConstants;
import org.barscope.linux.uapi.dmabuf.DmaBufIoctl;
import org.barscope.linux.uapi.dmabuf.DmaBufStructs;
import org.barscope.linux.uapi.iommufd.IommufdIoctl;
import org.barscope.linux.uapi.iommufd.IommufdStructs;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.uapi.vfio.VfioIoctl;
import org.barscope.linux.uapi.vfio.VfioStructs;

/** Every number of a C header that this bundle repeats in Java, under its C name. */
final class JavaValues {
    /** Numbers that exist inside the kernel only, so that no header of user space has them. */
    private static final Set<Errno> KERNEL_INTERNAL =
            Set.of(Errno.ERESTARTSYS, Errno.ENOIOCTLCMD, Errno.EPROBE_DEFER, Errno.ENOTSUPP);

    private static final List<Class<?>> CONSTANT_CLASSES = List.of(VfioConstants.class, IommufdStructs.class,
            DmaBufConstants.class, FileCalls.class, MemoryCalls.class, EventCalls.class, SocketCalls.class,
            ProcessCalls.class, OpenFlag.class);

    private static final Map<OpenFlag, String> OPEN_FLAGS = Map.ofEntries(
            Map.entry(OpenFlag.READ_ONLY, "O_RDONLY"), Map.entry(OpenFlag.WRITE_ONLY, "O_WRONLY"),
            Map.entry(OpenFlag.READ_WRITE, "O_RDWR"), Map.entry(OpenFlag.CREATE, "O_CREAT"),
            Map.entry(OpenFlag.EXCLUSIVE, "O_EXCL"), Map.entry(OpenFlag.NO_CONTROLLING_TERMINAL, "O_NOCTTY"),
            Map.entry(OpenFlag.TRUNCATE, "O_TRUNC"), Map.entry(OpenFlag.NON_BLOCKING, "O_NONBLOCK"),
            Map.entry(OpenFlag.SYNC, "O_SYNC"), Map.entry(OpenFlag.DIRECTORY, "O_DIRECTORY"),
            Map.entry(OpenFlag.NO_FOLLOW, "O_NOFOLLOW"));

    private JavaValues() {
    }

    static List<KernelStruct> structs() {
        return Stream.of(VfioStructs.all(), IommufdStructs.all(), DmaBufStructs.all(), LibcStructs.all())
                .flatMap(List::stream).toList();
    }

    static Map<String, Long> constants(Architecture architecture) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (Class<?> holder : CONSTANT_CLASSES) {
            for (Field field : holder.getDeclaredFields()) {
                boolean number = field.getType() == int.class || field.getType() == long.class;
                if (number && Modifier.isPublic(field.getModifiers()) && Modifier.isStatic(field.getModifiers())) {
                    put(values, field.getName(), value(field));
                }
            }
        }
        Stream.<IoctlRequest[]>of(VfioIoctl.values(), IommufdIoctl.values(), DmaBufIoctl.values())
                .flatMap(Stream::of)
                .forEach(request -> put(values, request.name(), Integer.toUnsignedLong(request.number())));
        for (OpenFlag flag : OpenFlag.values()) {
            put(values, OPEN_FLAGS.get(flag), flag.bits(architecture));
        }
        for (MemFile.Seal seal : MemFile.Seal.values()) {
            put(values, "F_SEAL_" + seal.name(), seal.bit());
        }
        for (Errno errno : Errno.values()) {
            if (errno != Errno.UNKNOWN && !KERNEL_INTERNAL.contains(errno)) {
                put(values, errno.symbol(), errno.number());
            }
        }
        return values;
    }

    private static void put(Map<String, Long> values, String name, long value) {
        if (values.put(name, value) != null) {
            throw new AssertionError(name + " is defined twice");
        }
    }

    private static long value(Field field) {
        try {
            return field.getType() == int.class ? field.getInt(null) : field.getLong(null);
        } catch (IllegalAccessException inaccessible) {
            throw new AssertionError(inaccessible);
        }
    }
}
