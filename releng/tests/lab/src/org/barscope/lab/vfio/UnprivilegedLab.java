// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.barscope.lab.guest.LabDevices.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user without rights sees what is allowed, and for each step that is not is told what it takes. */
class UnprivilegedLab {

    private static final String NOBODY = "65534";

    /** What each command said, and how it ended. */
    private record Said(int code, String text) {
    }

    private static List<Said> run(String... commands) {
        List<String> whole = new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY,
                "--clear-groups", "env", "HOME=/tmp", ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), AsAnotherUser.class.getName()));
        whole.addAll(List.of(commands));
        String out = Guest.run(Duration.ofMinutes(4), whole).ok();
        return Arrays.stream(out.split("(?m)^" + AsAnotherUser.MARK)).skip(1).map(part -> {
            String[] head = part.lines().findFirst().orElseThrow().split(" ");
            return new Said(Integer.parseInt(head[1]), part);
        }).toList();
    }

    private static void says(Said said, int code, String... words) {
        assertEquals(code, said.code(), said::text);
        for (String word : words) {
            assertTrue(said.text().contains(word), () -> "'" + word + "' is not in " + said.text());
        }
    }

    @Test
    @Timeout(300)
    void everyStepIsExplainedAndWhatIsAllowedWorks() {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU)) {
            String bar = edu.address() + "/bar0";
            List<Said> said = run("list", "show " + edu.address(), "dump pci:" + edu.address() + "/config --length 4",
                    "doctor", "bind --plan " + LabDevices.TESTDEV, "bind " + LabDevices.TESTDEV + " --json",
                    "dump vfio:" + bar + " --agree", "export vfio:" + bar, "reset --accept-reset " + edu.address(),
                    "dump pci:" + bar + " --beside-driver --agree");
            says(said.get(0), 0, edu.address(), "vfio-pci");
            says(said.get(1), 0, "1234:11e8");
            says(said.get(2), 0, "34 12 e8 11");
            says(said.get(3), said.get(3).code(), "VFIO");
            says(said.get(4), 0, "sudo tee", LabDevices.TESTDEV + "/driver_override");
            says(said.get(5), 4, "sudo tee");
            says(said.get(6), 4, "this user may not open /dev/vfio/", "chown");
            says(said.get(7), 4, "this user may not open /dev/vfio/", "chown");
            says(said.get(8), 4, "this user may not open /dev/vfio/", "chown");
            // Asleep or closed to all but root: either is said.
            says(said.get(9), 4, "cannot open pci:" + bar);
            assertEquals(Optional.empty(), LabDevices.driver(LabDevices.TESTDEV), "nothing was bound");
        }
    }
}
