// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.barscope.linux.layout.KernelStruct;
import org.barscope.linux.libc.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Java against the golden file: everything in one is in the other, with the same numbers. */
class UapiGoldenTest {
    @ParameterizedTest
    @EnumSource
    void constantsAreThoseOfTheGoldenFile(Architecture architecture) throws IOException {
        Map<String, Long> golden = new HashMap<>();
        for (Golden.Entry entry : Golden.entries()) {
            if (entry instanceof Golden.Constant constant
                    && constant.architecture().orElse(architecture) == architecture) {
                assertEquals(null, golden.put(constant.name(), constant.value()), constant.name() + " is there twice");
            }
        }
        Map<String, Long> java = JavaValues.constants(architecture);
        assertEquals(sorted(golden.keySet()), sorted(java.keySet()));
        golden.forEach((name, value) -> assertEquals(value, java.get(name), name));
    }

    @Test
    void structuresAreThoseOfTheGoldenFile() throws IOException {
        Map<String, KernelStruct> java = new HashMap<>();
        JavaValues.structs().forEach(struct -> java.put(struct.name(), struct));
        Map<String, Set<String>> members = new HashMap<>();
        for (Golden.Entry entry : Golden.entries()) {
            switch (entry) {
                case Golden.Size size -> {
                    KernelStruct struct = java.get(size.struct());
                    assertNotNull(struct, entry.name());
                    assertEquals(size.bytes(), struct.size(), entry.name());
                    assertEquals(size.bytes(), struct.layout().byteSize(), entry.name());
                    members.computeIfAbsent(size.struct(), name -> new TreeSet<>());
                }
                case Golden.Member member -> {
                    KernelStruct.Field field = java.get(member.struct()).field(member.member());
                    assertEquals(member.offset(), field.offset(), entry.name());
                    assertEquals(member.bytes(), field.size(), entry.name());
                    members.get(member.struct()).add(member.member());
                }
                case Golden.Constant constant -> assertNotNull(constant.header());
            }
        }
        assertEquals(sorted(java.keySet()), sorted(members.keySet()));
        java.forEach((name, struct) -> {
            Set<String> declared = new TreeSet<>();
            struct.fields().forEach(field -> declared.add(field.name()));
            assertEquals(members.get(name), declared, name);
        });
    }

    private static TreeSet<String> sorted(Set<String> names) {
        return new TreeSet<>(names);
    }
}
