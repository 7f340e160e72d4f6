// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi;

/** The encoding of ioctl request numbers, {@code asm-generic/ioctl.h}, which x86_64 and aarch64 both use. */
public final class IoctlNumber {
    private static final int WRITE = 1;
    private static final int READ = 2;
    private static final int SIZE_BITS = 14;

    private IoctlNumber() {
    }

    /**
     * {@code _IO(type, number)}: says nothing about its argument.
     *
     * @param type the driver's letter
     * @param number the driver's number
     * @return the request
     */
    public static int none(char type, int number) {
        return encode(0, type, number, 0);
    }

    /**
     * {@code _IOW(type, number, size)}: the kernel reads the argument.
     *
     * @param type the driver's letter
     * @param number the driver's number
     * @param size the size of the argument in bytes
     * @return the request
     */
    public static int write(char type, int number, long size) {
        return encode(WRITE, type, number, size);
    }

    /**
     * {@code _IOWR(type, number, size)}: the kernel reads and writes the argument.
     *
     * @param type the driver's letter
     * @param number the driver's number
     * @param size the size of the argument in bytes
     * @return the request
     */
    public static int readWrite(char type, int number, long size) {
        return encode(READ | WRITE, type, number, size);
    }

    private static int encode(int direction, char type, int number, long size) {
        if (type > 0xff || number < 0 || number > 0xff || size < 0 || size >= 1 << SIZE_BITS) {
            throw new IllegalArgumentException("no ioctl is type " + (int) type + ", number " + number + ", size "
                    + size);
        }
        return direction << 30 | (int) size << 16 | type << 8 | number;
    }
}
