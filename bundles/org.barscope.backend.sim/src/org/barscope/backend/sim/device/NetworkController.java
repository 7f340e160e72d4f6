// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.core.inventory.IrqRecord;
import org.barscope.core.memory.AccessWidth;

/**
 * An Intel gigabit Ethernet controller of the 8257x family, as far as a driver's bring-up looks at it: control, status,
 * interrupt causes that clear when read, descriptor ring pointers that move, statistics that count and clear when read,
 * and a clock. Offsets and behaviour: Intel 82574 GbE Controller Family Datasheet 3.4, chapter 10; 82576 Datasheet
 * 2.63, chapter 8.
 */
public final class NetworkController implements DeviceModel {

    private static final String CLEARS_CAUSES = "reading clears the pending interrupt causes";
    private static final String CLEARS_COUNTER = "reading clears the counter";

    private static final long CONTROL_RESET = 1L << 26;
    private static final long RECEIVE_ENABLE = 1L << 1;
    private static final long SEND_ENABLE = 1L << 1;
    private static final long CAUSE_SENT = 1L;
    private static final long CAUSE_RECEIVED = 1L << 7;
    private static final long CAUSE_ASSERTED = 1L << 31;
    private static final long CAUSES = 0x01f7_02ffL;
    private static final int RING_ENTRIES = 256;

    /**
     * What differs between the controllers.
     *
     * @param control    the control register after the driver has run
     * @param status     the status register
     * @param causesAt   where the interrupt registers start
     * @param ringsAt    where receive ring 0 starts; the send ring starts 0x1000 after it, or 0x2000 for a new layout
     * @param newRings   rings in the layout of the 82575 and later
     * @param mac        the station address, first byte highest
     * @param vectors    MSI-X vectors
     * @param firstLinux the kernel's number of the first vector
     */
    public record Variant(long control, long status, long causesAt, long ringsAt, boolean newRings, long mac,
            int vectors, int firstLinux) {

        /** An 82574L. */
        public static final Variant I82574 =
                new Variant(0x0014_0241L, 0x0008_0283L, 0xc0, 0x2800, false, 0x68_05_ca_de_50_01L, 5, 40);
        /** The physical function of an 82576 with two virtual functions enabled. */
        public static final Variant I82576 =
                new Variant(0x0814_0241L, 0x0028_0383L, 0x1500, 0xc000, true, 0x90_e2_ba_de_50_01L, 10, 50);
    }

    private final DeviceContext context;
    private final Variant variant;
    private final Traffic traffic;
    private final Interrupts interrupts;
    private final RegisterBank bar0 = new RegisterBank(0x2_0000, 0);
    private final Map<String, RegionBehaviour> regions = new LinkedHashMap<>();

    private final Cell control;
    private final Cell receiveControl = new Cell(0x0400_8002L);
    private final Cell sendControl = new Cell(0x3103_f0faL);
    private long causes;
    private long mask = CAUSE_RECEIVED | CAUSE_SENT | 1L << 2;
    private boolean asserted;
    private long receivedBefore;
    private long sentBefore;
    private long eepromRead;

    public NetworkController(DeviceContext context, Variant variant) {
        this.context = context;
        this.variant = variant;
        this.traffic = new Traffic(context.nanos());
        this.interrupts = new Interrupts(IrqRecord.Kind.MSIX, variant.vectors(), variant.firstLinux());
        this.control = new Cell(variant.control());
        general();
        causes(variant.causesAt());
        rings();
        new Statistics(bar0, traffic).add();
        addresses();
        regions.put("bar0", bar0);
        RegisterBank table = new RegisterBank(0x4000, 0);
        table.memory(0, 16L * variant.vectors());
        table.memory(0x2000, 8);
        regions.put("bar3", table);
        if (!variant.newRings()) {
            regions.put("bar1", new PlainMemory(NetworkController::fillFlash));
        }
    }

    private void general() {
        bar0.add(0x0000, "CTRL").reads(() -> control.value).writes(v -> {
            if ((v & CONTROL_RESET) != 0) {
                reset();
            } else {
                control.value = v;
            }
        });
        bar0.add(0x0008, "STATUS").constant(variant.status());
        bar0.add(0x0010, "EECD").stores(0x0000_0311L, 0xff);
        bar0.add(0x0014, "EERD").reads(() -> eepromRead).writes(this::readEeprom);
        bar0.add(0x0018, "CTRL_EXT").stores(0x1008_0000L);
        bar0.add(0x0020, "MDIC").stores(0x1810_0000L);
        bar0.add(0x0028, "FCAL").stores(0x00c2_8001L);
        bar0.add(0x002c, "FCAH").stores(0x0000_0100L);
        bar0.add(0x0030, "FCT").stores(0x0000_8808L);
        bar0.add(0x0038, "VET").stores(0x0000_8100L);
        bar0.add(0x0100, "RCTL").stores(receiveControl, 0xffff_ffffL);
        bar0.add(0x0170, "FCTTV").stores(0x0000_ffffL);
        bar0.add(0x0400, "TCTL").stores(sendControl, 0xffff_ffffL);
        bar0.add(0x0410, "TIPG").stores(0x0060_200aL);
        bar0.add(0x0e00, "LEDCTL").stores(0x0706_8406L);
        bar0.add(0x1000, "PBA").stores(0x0014_0014L);
        bar0.add(0xb600, "SYSTIML").reads(() -> context.nanos() & 0xffff_ffffL);
        bar0.add(0xb604, "SYSTIMH").reads(() -> context.nanos() >>> 32);
    }

    private void causes(long at) {
        LongSupplier pending = () -> causes | (asserted ? CAUSE_ASSERTED : 0);
        bar0.add(at, "ICR").reads(pending).writes(v -> clearCauses(v)).readEffect(() -> clearCauses(-1), CLEARS_CAUSES);
        bar0.add(at + 0x4, variant.newRings() ? "ICS" : "ITR");
        if (variant.newRings()) {
            // The cause set register sits directly behind ICR here, and ICR has an alias at its old place.
            bar0.add(0xc0, "ICR_ALIAS").reads(pending).writes(v -> clearCauses(v))
                    .readEffect(() -> clearCauses(-1), CLEARS_CAUSES);
        } else {
            bar0.add(at + 0x8, "ICS").writeOnly(0, v -> raise(v & CAUSES));
        }
        long maskAt = variant.newRings() ? at + 0x8 : at + 0x10;
        bar0.add(maskAt, "IMS").reads(() -> mask).writes(v -> {
            mask |= v & CAUSES;
            raise(0);
        });
        bar0.add(maskAt + (variant.newRings() ? 4 : 8), "IMC").writeOnly(0, v -> {
            mask &= ~v;
            asserted = (causes & mask) != 0;
        });
    }

    private void rings() {
        long receive = variant.ringsAt();
        long send = variant.newRings() ? receive + 0x2000 : receive + 0x1000;
        bar0.add(receive, "RDBAL").stores(0x7f10_0000L, 0xffff_fff0L);
        bar0.add(receive + 0x04, "RDBAH").stores(0x1L);
        bar0.add(receive + 0x08, "RDLEN").stores(16L * RING_ENTRIES, 0xf_ff80L);
        bar0.add(receive + 0x10, "RDH").reads(() -> traffic.received().packets() % RING_ENTRIES);
        bar0.add(receive + 0x18, "RDT").reads(() -> (traffic.received().packets() + RING_ENTRIES - 1) % RING_ENTRIES);
        bar0.add(send, "TDBAL").stores(0x7f20_0000L, 0xffff_fff0L);
        bar0.add(send + 0x04, "TDBAH").stores(0x1L);
        bar0.add(send + 0x08, "TDLEN").stores(16L * RING_ENTRIES, 0xf_ff80L);
        bar0.add(send + 0x10, "TDH").reads(() -> traffic.sent().packets() % RING_ENTRIES);
        bar0.add(send + 0x18, "TDT").reads(() -> traffic.sent().packets() % RING_ENTRIES);
    }

    private void addresses() {
        bar0.memory(0x5200, 0x200);
        long low = 0;
        for (int i = 0; i < 4; i++) {
            low |= macByte(i) << 8 * i;
        }
        bar0.add(0x5400, "RAL0").stores(low);
        bar0.add(0x5404, "RAH0").stores(1L << 31 | macByte(5) << 8 | macByte(4));
        bar0.memory(0x5408, 0x78);
        bar0.memory(0x5600, 0x200);
    }

    private long macByte(int index) {
        return variant.mac() >>> 8 * (5 - index) & 0xff;
    }

    private static void fillFlash(DeviceMemory memory) throws IOException {
        byte[] erased = new byte[1 << 16];
        Arrays.fill(erased, (byte) 0xff);
        memory.write(0, erased, 0, erased.length);
        memory.write(1 << 16, erased, 0, erased.length);
        // The shadow of the EEPROM starts with the station address.
        memory.store(0, AccessWidth.W32, 0xdeca_0568L);
        memory.store(4, AccessWidth.W16, 0x0150);
    }

    /** One word: the address goes into bits 15:2, start is bit 0, done bit 1, the word comes in bits 31:16. */
    private void readEeprom(long value) {
        long word = value >>> 2 & 0x3fff;
        long content = word < 3 ? macByte((int) word * 2) | macByte((int) word * 2 + 1) << 8 : 0xffff;
        eepromRead = (value & 1) == 0 ? value & 0xfffdL : value & 0xfffcL | 0x2 | content << 16;
    }

    private void reset() {
        control.value = variant.control() & ~0x40L;
        receiveControl.value = 0;
        sendControl.value = 0;
        causes = 0;
        mask = 0;
        asserted = false;
    }

    private void clearCauses(long bits) {
        causes &= ~bits;
        asserted = (causes & mask) != 0;
    }

    private void raise(long bits) {
        causes |= bits;
        boolean now = (causes & mask) != 0;
        if (now && !asserted) {
            interrupts.fire(0);
        }
        asserted = now;
    }

    @Override
    public Map<String, RegionBehaviour> regions() {
        return regions;
    }

    @Override
    public void settle() {
        traffic.settle(context.nanos(), receiveControl.has(RECEIVE_ENABLE), sendControl.has(SEND_ENABLE));
        long received = traffic.received().packets();
        long sent = traffic.sent().packets();
        raise((received > receivedBefore ? CAUSE_RECEIVED : 0) | (sent > sentBefore ? CAUSE_SENT : 0));
        receivedBefore = received;
        sentBefore = sent;
    }

    @Override
    public List<IrqRecord> interrupts() {
        return interrupts.records();
    }

    /** The statistics at 0x4000 … 0x4127: each is the distance of a total from where it was when it was last read. */
    private static final class Statistics {

        private static final String[] QUIET = {"CRCERRS", "ALGNERRC", "", "RXERRC", "MPC", "SCC", "ECOL", "MCC",
            "LATECOL", "COLC", "", "", "DC", "TNCRS", "", "CEXTERR", "RLEC", "", "XONRXC", "XONTXC", "XOFFRXC",
            "XOFFTXC", "FCRUC"};

        private final RegisterBank bank;
        private final Traffic.Stream in;
        private final Traffic.Stream out;

        Statistics(RegisterBank bank, Traffic traffic) {
            this.bank = bank;
            this.in = traffic.received();
            this.out = traffic.sent();
        }

        void add() {
            for (int i = 0; i < QUIET.length; i++) {
                if (!QUIET[i].isEmpty()) {
                    counter(0x4000 + 4L * i, QUIET[i], () -> 0);
                }
            }
            sizes(0x405c, "PRC", in);
            counter(0x4074, "GPRC", in::packets);
            counter(0x4078, "BPRC", () -> in.packets() / 64);
            counter(0x407c, "MPRC", () -> in.packets() / 32);
            counter(0x4080, "GPTC", out::packets);
            octets(0x4088, "GORC", in::bytes);
            octets(0x4090, "GOTC", out::bytes);
            String[] names = {"RNBC", "RUC", "RFC", "ROC", "RJC", "MNGPRC", "MPDC", "MPTC_MNG"};
            for (int i = 0; i < names.length; i++) {
                counter(i == 0 ? 0x40a0 : 0x40a0 + 4L * i, names[i], () -> 0);
            }
            octets(0x40c0, "TOR", in::bytes);
            octets(0x40c8, "TOT", out::bytes);
            counter(0x40d0, "TPR", in::packets);
            counter(0x40d4, "TPT", out::packets);
            sizes(0x40d8, "PTC", out);
            counter(0x40f0, "MPTC", () -> out.packets() / 32);
            counter(0x40f4, "BPTC", () -> out.packets() / 64);
            counter(0x40f8, "TSCTC", () -> 0);
            counter(0x40fc, "TSCTFC", () -> 0);
            counter(0x4100, "IAC", () -> 0);
        }

        private void sizes(long at, String name, Traffic.Stream stream) {
            int[] limits = {64, 127, 255, 511, 1023, 1522};
            int from = 0;
            for (int i = 0; i < limits.length; i++) {
                int low = from;
                int high = limits[i];
                counter(at + 4L * i, name + high, () -> stream.packets(low, high));
                from = high + 1;
            }
        }

        private void counter(long at, String name, LongSupplier total) {
            Cell base = new Cell(0);
            bank.add(at, name).reads(() -> total.getAsLong() - base.value)
                    .readEffect(() -> base.value = total.getAsLong(), CLEARS_COUNTER);
        }

        /** A 64-bit count in two registers; reading the upper one clears both. */
        private void octets(long at, String name, LongSupplier total) {
            Cell base = new Cell(0);
            LongSupplier count = () -> total.getAsLong() - base.value;
            bank.add(at, name + "L").reads(() -> count.getAsLong() & 0xffff_ffffL);
            bank.add(at + 4, name + "H").reads(() -> count.getAsLong() >>> 32)
                    .readEffect(() -> base.value = total.getAsLong(),
                            "reading the upper half clears the whole 64-bit counter");
        }
    }
}
