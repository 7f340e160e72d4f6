// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

import java.util.Set;

/**
 * Flags of {@code open(2)}. {@code O_CLOEXEC} is not among them because it is always set: a child process that
 * inherits a VFIO device keeps it busy for ever. {@code O_PATH} is missing on purpose, since opening another
 * process's DMABUF with it can make the kernel touch freed memory.
 */
public enum OpenFlag {
    /** {@code O_RDONLY}; what applies when none of the three access modes is given. */
    READ_ONLY(0, 0),
    /** {@code O_WRONLY}. */
    WRITE_ONLY(1, 1),
    /** {@code O_RDWR}. */
    READ_WRITE(2, 2),
    /** {@code O_CREAT}, with mode 0600. */
    CREATE(0x40, 0x40),
    /** {@code O_EXCL}. */
    EXCLUSIVE(0x80, 0x80),
    /** {@code O_NOCTTY}. */
    NO_CONTROLLING_TERMINAL(0x100, 0x100),
    /** {@code O_TRUNC}. */
    TRUNCATE(0x200, 0x200),
    /** {@code O_NONBLOCK}. */
    NON_BLOCKING(0x800, 0x800),
    /** {@code O_SYNC}: on {@code /dev/mem}-like files it asks for an uncached mapping. */
    SYNC(0x101000, 0x101000),
    /** {@code O_DIRECTORY}. */
    DIRECTORY(0x10000, 0x4000),
    /** {@code O_NOFOLLOW}. */
    NO_FOLLOW(0x20000, 0x8000);

    /** The bit of {@code O_CLOEXEC}, the same on both architectures, for ioctls that take open flags. */
    public static final int O_CLOEXEC = 0x80000;

    private final int x86;
    private final int arm;

    OpenFlag(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
    }

    /**
     * Gives the bits of the C header.
     *
     * @param architecture whose header
     * @return the bits
     */
    public int bits(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> x86;
            case AARCH64 -> arm;
        };
    }

    /**
     * Combines flags for the running system, without {@code O_CLOEXEC}.
     *
     * @param flags any flags
     * @return their bits, for ioctls that take open flags
     */
    public static int bits(Set<OpenFlag> flags) {
        int bits = 0;
        for (OpenFlag flag : flags) {
            bits |= flag.bits(Architecture.current());
        }
        return bits;
    }
}
