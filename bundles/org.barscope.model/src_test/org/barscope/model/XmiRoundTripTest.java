// SPDX-License-Identifier: EPL-2.0
package org.barscope.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.eclipse.emf.common.util.TreeIterator;
import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.junit.jupiter.api.Test;

/** What is saved is what is loaded, to the last feature. */
class XmiRoundTripTest {

    /** Fails with the path and the feature in which two trees differ. */
    private static void assertSameTree(EObject expected, EObject actual, String path) {
        assertSame(expected.eClass(), actual.eClass(), path);
        for (EStructuralFeature feature : expected.eClass().getEAllStructuralFeatures()) {
            Object left = expected.eGet(feature);
            Object right = actual.eGet(feature);
            if (feature instanceof EAttribute) {
                assertTrue(Objects.deepEquals(left, right),
                        () -> path + "." + feature.getName() + ": " + left + " / " + right);
            } else {
                assertSameTargets(expected, actual, feature, path + "." + feature.getName());
            }
        }
    }

    private static void assertSameTargets(EObject expected, EObject actual, EStructuralFeature feature, String path) {
        List<EObject> left = targets(expected, feature);
        List<EObject> right = targets(actual, feature);
        assertEquals(left.size(), right.size(), path);
        for (int i = 0; i < left.size(); i++) {
            assertNotSame(left.get(i), right.get(i), path);
            if (((EReference) feature).isContainment()) {
                assertSameTree(left.get(i), right.get(i), path + "[" + i + "]");
            } else {
                assertFalse(right.get(i).eIsProxy(), path);
                assertEquals(pathFromRoot(left.get(i)), pathFromRoot(right.get(i)), path);
            }
        }
    }

    private static List<EObject> targets(EObject object, EStructuralFeature feature) {
        List<EObject> targets = new ArrayList<>();
        if (feature.isMany()) {
            ((List<?>) object.eGet(feature)).forEach(target -> targets.add((EObject) target));
        } else if (object.eGet(feature) != null) {
            targets.add((EObject) object.eGet(feature));
        }
        return targets;
    }

    private static String pathFromRoot(EObject object) {
        return EcoreUtil.getRelativeURIFragmentPath(EcoreUtil.getRootContainer(object), object);
    }

    @Test
    void theSampleSetsEveryFeatureThatIsSaved() {
        Set<EStructuralFeature> never = new HashSet<>();
        BarscopePackage.eINSTANCE.getEClassifiers().stream().filter(EClass.class::isInstance)
                .map(EClass.class::cast).filter(type -> !type.isAbstract())
                .forEach(type -> type.getEAllStructuralFeatures().stream()
                        .filter(feature -> !feature.isTransient()).forEach(never::add));
        TreeIterator<EObject> objects = EcoreUtil.getAllContents(List.of(SampleModel.session()));
        objects.forEachRemaining(object -> object.eClass().getEAllStructuralFeatures().stream()
                .filter(object::eIsSet).forEach(never::remove));
        assertEquals(Set.of(), never);
    }

    @Test
    void aMachineSurvives() throws IOException {
        Machine loaded = (Machine) XmiFiles.load(XmiFiles.save(SampleModel.machine())).getContents().getFirst();
        assertSameTree(SampleModel.machine(), loaded, "machine");
    }

    @Test
    void aSessionSurvives() throws IOException {
        Session loaded = (Session) XmiFiles.load(XmiFiles.save(SampleModel.session())).getContents().getFirst();
        assertSameTree(SampleModel.session(), loaded, "session");
    }

    @Test
    void savingWhatWasLoadedGivesTheSameFile() throws IOException {
        String saved = XmiFiles.save(SampleModel.session());
        assertEquals(saved, XmiFiles.save(XmiFiles.load(saved)));
    }

    @Test
    void referencesStayWithinTheirMachine() throws IOException {
        Session loaded = (Session) XmiFiles.load(XmiFiles.save(SampleModel.session())).getContents().getFirst();
        for (Machine machine : loaded.getMachines()) {
            PciDevice physical = machine.findDevice("0000:01:00.0");
            assertEquals(List.of(machine.findDevice("0000:01:10.1"), machine.findDevice("0000:01:10.2")),
                    physical.getVirtualFunctions());
            assertSame(machine.findDevice("0000:00:1c.0"), physical.getUpstream());
            assertEquals(List.of(physical), machine.findDevice("0000:00:1c.0").getDownstream());
            assertEquals(List.of(machine.findDmabuf(4711)), physical.getDmabufs());
            assertSame(physical.findBar(0), machine.findDmabuf(4711).getBar());
        }
    }

    @Test
    void referencesAreByKeyAndNotByPosition() throws IOException {
        String saved = XmiFiles.save(SampleModel.machine());
        String reference = "//@iommuGroups[id='7']/@devices[address='0000%3A01%3A00.0']";
        assertTrue(saved.contains(" physicalFunction=\"" + reference + "\""), saved);

        Resource resource = XmiFiles.newResource();
        Machine machine = SampleModel.machine();
        resource.getContents().add(machine);
        Bar bar = machine.findDevice("0000:01:00.0").findBar(6);
        String fragment = resource.getURIFragment(bar);
        machine.getIommuGroups().move(0, 1);
        bar.getDevice().getBars().move(0, 1);
        assertSame(bar, resource.getEObject(fragment));
    }

    @Test
    void aVirtualFunctionMayComeBeforeItsPhysicalOne() throws IOException {
        Machine machine = SampleModel.machine();
        machine.getIommuGroups().move(0, machine.findGroup(12));
        Machine loaded = (Machine) XmiFiles.load(XmiFiles.save(machine)).getContents().getFirst();
        assertSameTree(machine, loaded, "machine");
    }

    @Test
    void configurationSpaceIsKeptByteForByteAndNothingIsNotEmpty() throws IOException {
        Machine machine = SampleModel.machine();
        PciDevice bridge = machine.findDevice("0000:00:1c.0");
        bridge.setConfigSpace(SampleModel.FACTORY.createConfigSpace());
        Machine loaded = (Machine) XmiFiles.load(XmiFiles.save(machine)).getContents().getFirst();
        assertArrayEquals(machine.findDevice("0000:01:00.0").getConfigSpace().getContents(),
                loaded.findDevice("0000:01:00.0").getConfigSpace().getContents());
        assertNull(loaded.findDevice("0000:00:1c.0").getConfigSpace().getContents());
    }

    @Test
    void whatXmlForbidsIsReplacedAndTheRestIsSaved() throws IOException {
        Machine machine = SampleModel.machine();
        DmabufExport dmabuf = machine.findDmabuf(4711);
        dmabuf.setName("a\u0001b\u0000c\uffffd\ud800e\udc00");
        dmabuf.getOwners().getFirst().setCommand("\u001b[31mred\u007f \u0085 \u2028");
        machine.getProblems().add("line\r\nline\ttab \u0008");
        Machine loaded = (Machine) XmiFiles.load(XmiFiles.save(machine)).getContents().getFirst();
        assertEquals("a\ufffdb\ufffdc\ufffdd\ufffde\ufffd", loaded.findDmabuf(4711).getName());
        assertEquals("\ufffd[31mred\u007f \u0085 \u2028", loaded.findDmabuf(4711).getOwners().getFirst().getCommand());
        assertEquals("line\r\nline\ttab \ufffd", loaded.getProblems().getLast());
        assertEquals("a\u0001b\u0000c\uffffd\ud800e\udc00", dmabuf.getName(), "the model itself keeps what was seen");
    }

    @Test
    void numbersAreWrittenForPeople() throws IOException {
        String saved = XmiFiles.save(SampleModel.machine());
        assertTrue(saved.contains(" vendorId=\"0x8086\""), saved);
        assertTrue(saved.contains(" size=\"0x400000000\""), saved);
        assertTrue(saved.contains(" busAddress=\"0xffffff0000000000\""), saved);
        assertTrue(saved.contains(" capturedAt=\"2026-11-22T15:04:05.123456789Z\""), saved);
        assertTrue(saved.contains(" state=\"host-driver\""), saved);
    }
}
