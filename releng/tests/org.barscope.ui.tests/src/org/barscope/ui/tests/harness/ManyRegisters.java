// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.barscope.core.registers.RegisterFiles;

/** A user's own description with very many registers, for the edu device of the demo machine, as long as it is open. */
public final class ManyRegisters implements AutoCloseable {

    /** How many registers a cluster has. */
    public static final int IN_CLUSTER = 1000;

    private final String before;
    private final RegisterFiles files;

    /**
     * Keeps it where descriptions of a user are looked for.
     *
     * @param home     empty folder, where they are looked for meanwhile
     * @param clusters C0, C1, …, each of registers R0, R1, … with eight fields
     */
    public ManyRegisters(Path home, int clusters) throws IOException {
        before = System.setProperty(RegisterFiles.HOME, home.toString());
        files = new RegisterFiles(home);
        Files.createDirectories(files.descriptions());
        describe(clusters);
        Files.writeString(files.descriptions().resolve("many.xml"), "<bindings><binding name='many' "
                + "description='many.svd' region='bar0'><match vendor='1234' device='11e8'/></binding></bindings>");
    }

    /** Writes another version of the description, with more or fewer clusters. */
    public void describe(int clusters) throws IOException {
        StringBuilder text = new StringBuilder("""
                <device schemaVersion="1.3"><name>MANY</name><version>1</version><description>Many</description>
                  <addressUnitBits>8</addressUnitBits><width>32</width><size>32</size><access>read-write</access>
                  <peripherals><peripheral><name>MANY</name><baseAddress>0x1000</baseAddress><registers>
                """);
        for (int i = 0; i < clusters; i++) {
            text.append("<cluster><name>C").append(i).append("</name><description>Part</description><addressOffset>")
                    .append(4 * IN_CLUSTER * i).append("</addressOffset><register><dim>").append(IN_CLUSTER)
                    .append("</dim><dimIncrement>4</dimIncrement><name>R%s</name>")
                    .append("<description>Controls it</description><addressOffset>0</addressOffset>")
                    .append("<resetValue>1</resetValue><fields>");
            for (int field = 0; field < Byte.SIZE; field++) {
                text.append("<field><name>F").append(field).append("</name><bitRange>[").append(4 * field + 3)
                        .append(':').append(4 * field).append("]</bitRange></field>");
            }
            text.append("</fields></register></cluster>\n");
        }
        Files.writeString(files.descriptions().resolve("many.svd"),
                text.append("</registers></peripheral></peripherals></device>\n"));
    }

    /** Opens the device's register page. */
    public RegistersPage open() {
        return RegistersPage.open("01:00.0", "BAR0", "01:00.0 bar0");
    }

    @Override
    public void close() {
        Workbench.closeEditors();
        if (before == null) {
            System.clearProperty(RegisterFiles.HOME);
        } else {
            System.setProperty(RegisterFiles.HOME, before);
        }
    }
}
