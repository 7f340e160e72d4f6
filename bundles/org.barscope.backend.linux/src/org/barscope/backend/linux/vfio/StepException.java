// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import org.barscope.linux.libc.ErrnoException;

/** A step of opening a device through VFIO that the kernel refused. */
final class StepException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The steps, in the order of both sequences; {@code linux/vfio.h} and {@code linux/iommufd.h} have the calls. */
    enum Step {
        OPEN_CONTAINER("open /dev/vfio/vfio"),
        CHECK_API("VFIO_GET_API_VERSION"),
        OPEN_GROUP("open the group"),
        SET_CONTAINER("VFIO_GROUP_SET_CONTAINER"),
        SET_IOMMU("VFIO_SET_IOMMU"),
        GET_DEVICE("VFIO_GROUP_GET_DEVICE_FD"),
        OPEN_CDEV("open the character device"),
        OPEN_IOMMUFD("open /dev/iommu"),
        BIND("VFIO_DEVICE_BIND_IOMMUFD"),
        ATTACH("VFIO_DEVICE_ATTACH_IOMMUFD_PT");

        private final String call;

        Step(String call) {
            this.call = call;
        }

        String call() {
            return call;
        }
    }

    private final Step step;
    private final transient ErrnoException problem;

    StepException(Step step, ErrnoException problem) {
        super(step.call() + ": " + problem.getMessage(), problem);
        this.step = step;
        this.problem = problem;
    }

    Step step() {
        return step;
    }

    ErrnoException problem() {
        return problem;
    }
}
