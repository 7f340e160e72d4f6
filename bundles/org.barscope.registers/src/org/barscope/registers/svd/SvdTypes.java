// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.util.List;

/** Lists of words in the schema that are used as they are. */
final class SvdTypes {
    /** Processors of cpuNameType. */
    static final List<String> CPU_NAMES = List.of("CM0", "CM0PLUS", "CM0+", "CM1", "SC000", "CM23", "CM3", "CM33",
            "CM35P", "CM52", "CM55", "CM85", "SC300", "CM4", "CM7", "ARMV8MML", "ARMV8MBL", "ARMV81MML", "CA5", "CA7",
            "CA8", "CA9", "CA15", "CA17", "CA53", "CA57", "CA72", "SMC1", "other");

    /** C types of dataTypeType. */
    static final List<String> DATA_TYPES = List.of("uint8_t", "uint16_t", "uint32_t", "uint64_t", "int8_t", "int16_t",
            "int32_t", "int64_t", "uint8_t *", "uint16_t *", "uint32_t *", "uint64_t *", "int8_t *", "int16_t *",
            "int32_t *", "int64_t *");

    private SvdTypes() {
    }
}
