// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

/** An ioctl of a kernel header. Implemented by enums whose constants carry the names of the header's macros. */
public interface IoctlRequest {
    /** {@return the name of the macro, for example {@code VFIO_DEVICE_GET_INFO}} */
    String name();

    /** {@return the request number; its top bit may be set, so treat it as unsigned} */
    int number();
}
