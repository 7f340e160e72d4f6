// SPDX-License-Identifier: EPL-2.0
package org.barscope.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.EEnum;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.xmi.IllegalValueException;
import org.eclipse.emf.ecore.xmi.PackageNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other versions, and files that are none. */
class XmiCompatibilityTest {

    private static String machineFile(String attributes, String elements) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <barscope:Machine xmi:version="2.0" xmlns:xmi="http://www.omg.org/XMI"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xmlns:barscope="http://barscope.org/model/1.0" sourceUri="linux:" %s>
                %s
                </barscope:Machine>
                """.formatted(attributes, elements);
    }

    private static Machine machineOf(Resource resource) {
        return (Machine) resource.getContents().getFirst();
    }

    @Test
    void aFileWithLittleInItGetsTheDefaults() throws IOException {
        Machine machine = machineOf(XmiFiles.load(machineFile("", "<ungroupedDevices address=\"0000:00:00.0\"/>")));
        PciDevice device = machine.findDevice("0000:00:00.0");
        assertEquals("", machine.getHostname());
        assertEquals(0xffff, device.getVendorId());
        assertTrue(device.isPresent());
    }

    @Test
    void theFirstVersionsFileLoadsWithEveryFeature() throws IOException {
        try (InputStream in = XmiCompatibilityTest.class.getResourceAsStream("session-1.0.barscope")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // Without the option, so that a feature that is no longer there is an error.
            Resource loaded = XmiFiles.load(XmiFiles.newResource(), text, Map.of());
            assertEquals(text, XmiFiles.save(loaded), "only additions are allowed within a namespace");
        }
    }

    @Test
    void whatANewerVersionAddedIsKeptAndWrittenBack() throws IOException {
        Resource resource = XmiFiles.load(machineFile("firmware=\"1.2 β\"", """
                  <ungroupedDevices address="0000:00:00.0" resetMethods="flr bus">
                    <telemetry unit="K" value="300"/>
                    <bars index="2" kind="mem64"/>
                  </ungroupedDevices>
                """));
        assertSame(BarKind.MEM64, machineOf(resource).findDevice("0000:00:00.0").findBar(2).getKind());

        String again = XmiFiles.save(resource);
        assertTrue(again.contains("firmware=\"1.2 β\""), again);
        assertTrue(again.contains("resetMethods=\"flr bus\""), again);
        assertTrue(again.contains("<telemetry unit=\"K\" value=\"300\"/>"), again);
        assertEquals(again, XmiFiles.save(XmiFiles.load(again)));
    }

    @Test
    void aLiteralOfANewerVersionLeavesTheDefaultAndIsReported() {
        Resource resource = XmiFiles.newResource();
        assertThrows(IOException.class, () -> XmiFiles.load(resource, machineFile("", """
                  <ungroupedDevices address="0000:00:00.0" state="quarantined" driver="e1000e">
                    <bars index="2" kind="mem128" size="0x1000"/>
                  </ungroupedDevices>
                  <ungroupedDevices address="0000:00:01.0"/>
                """)));
        PciDevice device = machineOf(resource).findDevice("0000:00:00.0");
        assertSame(DeviceState.UNKNOWN, device.getState());
        assertEquals("e1000e", device.getDriver());
        assertSame(BarKind.UNKNOWN, device.findBar(2).getKind());
        assertEquals(0x1000, device.findBar(2).getSize());
        assertEquals(2, machineOf(resource).allDevices().size());
        assertEquals(2, resource.getErrors().size());
        resource.getErrors().forEach(error -> assertInstanceOf(EEnum.class,
                assertInstanceOf(IllegalValueException.class, error).getFeature().getEType()));
    }

    @Test
    void aFileOfAnotherNamespaceHasNoMachineAsItsRoot() throws IOException {
        String text = machineFile("", "").replace("model/1.0", "model/2.0");
        EObject root = XmiFiles.load(text).getContents().getFirst();
        assertEquals("http://barscope.org/model/2.0", root.eClass().getEPackage().getNsURI());
        assertFalse(root instanceof Machine);

        Resource strict = XmiFiles.newResource();
        assertThrows(IOException.class, () -> XmiFiles.load(strict, text, Map.of()));
        assertInstanceOf(PackageNotFoundException.class, strict.getErrors().getFirst());
    }

    @Test
    void aDocumentTypeIsRefused() {
        String text = machineFile("", "<problems>&file;</problems>").replace("<barscope:Machine",
                "<!DOCTYPE m [<!ENTITY file SYSTEM \"file:///etc/hostname\">]>\n<barscope:Machine");
        IOException e = assertThrows(IOException.class, () -> XmiFiles.load(text));
        assertTrue(e.getMessage().contains("DOCTYPE"), e.getMessage());
    }

    @Test
    void noOtherFileIsOpened(@TempDir Path directory) throws IOException {
        Path other = Files.writeString(directory.resolve("other.barscope"), machineFile("", ""));
        String text = machineFile("xsi:schemaLocation=\"http://barscope.org/model/2.0 " + other.toUri() + "\"", """
                  <ungroupedDevices address="0000:00:00.0">
                    <upstream href="%s#//@ungroupedDevices.0"/>
                    <extra xmlns:next="http://barscope.org/model/2.0" xsi:type="next:Thing"/>
                  </ungroupedDevices>
                """.formatted(other.toUri()));
        Resource resource = XmiFiles.load(text);
        PciDevice device = machineOf(resource).findDevice("0000:00:00.0");
        assertTrue(device.getUpstream().eIsProxy());
        assertEquals(List.of(URI.createURI(other.toUri().toString())), XmiFiles.refused(resource));
        assertEquals(List.of(resource), resource.getResourceSet().getResources().stream()
                .filter(Resource::isLoaded).toList());
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        String text = XmiFiles.save(SampleModel.machine());
        for (int length : new int[] {0, 1, 60, text.length() / 2, text.length() - 10}) {
            assertThrows(IOException.class, () -> XmiFiles.load(text.substring(0, length)), () -> "length " + length);
        }
    }

    @Test
    void aNumberThatIsNoneIsReported() {
        Resource resource = XmiFiles.newResource();
        assertThrows(IOException.class, () -> XmiFiles.load(resource,
                machineFile("", "<ungroupedDevices address=\"0000:00:00.0\" vendorId=\"0xnone\"/>")));
        IllegalValueException error = assertInstanceOf(IllegalValueException.class, resource.getErrors().getFirst());
        assertSame(BarscopePackage.Literals.PCI_DEVICE__VENDOR_ID, error.getFeature());
    }
}
