// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Writes a configuration space as text in the order and with the words of {@code lspci -vvv}, so that driver developers
 * read what they are used to and both can be compared. It decodes more than {@code lspci} does; nothing parses it.
 */
public final class ConfigText {

    private static final List<String> COMMAND = List.of("I/O", "Mem", "BusMaster", "SpecCycle", "MemWINV",
            "VGASnoop", "ParErr", "Stepping", "SERR", "FastB2B", "DisINTx");

    private static final String[] DEVSEL = {"fast", "medium", "slow", "??"};

    private static final String[] UNITS = {"", "K", "M", "G", "T", "P", "E"};

    private final ConfigSpace config;
    private final PciIds ids;
    private final KernelResources kernel;
    private final List<String> lines = new ArrayList<>();

    private ConfigText(ConfigSpace config, PciIds ids, KernelResources kernel) {
        this.config = config;
        this.ids = ids;
        this.kernel = kernel;
    }

    /**
     * The head line of a function, without its address.
     *
     * @param config the decoded space
     * @param ids names
     * @return for example {@code Ethernet controller: Intel Corporation Device 10fb (rev 01)}
     */
    public static String title(ConfigSpace config, PciIds ids) {
        StringBuilder text = new StringBuilder(ids.describeClass(config.classCode()));
        text.append(": ").append(ids.describeDevice(config.vendorId(), config.deviceId()));
        if (config.revision() != 0) {
            text.append(String.format(" (rev %02x)", config.revision()));
        }
        int classCode = config.classCode();
        int interfaceCode = classCode & 0xff;
        Optional<String> name =
                ids.programmingInterface(classCode >> 16 & 0xff, classCode >> 8 & 0xff, interfaceCode);
        if (interfaceCode != 0 || name.isPresent()) {
            text.append(String.format(" (prog-if %02x", interfaceCode));
            name.ifPresent(known -> text.append(" [").append(known).append(']'));
            text.append(')');
        }
        return text.toString();
    }

    /**
     * Everything below the head line.
     *
     * @param config the decoded space
     * @param ids names, for the subsystem
     * @param kernel what the kernel knows beyond configuration space
     * @return the lines; each starts with the tabs that say how deep it is
     */
    public static List<String> body(ConfigSpace config, PciIds ids, KernelResources kernel) {
        return new ConfigText(config, ids, kernel).body();
    }

    private List<String> body() {
        if (config.header() instanceof PciHeader.Unknown unknown) {
            line("!!! Unknown header type %02x", unknown.type());
            return lines;
        }
        config.subsystem().ifPresent(both -> line("Subsystem: %s", ids.describeSubsystem(config.vendorId(),
                config.deviceId(), both >>> 16, both & 0xffff)));
        commandAndStatus();
        timersAndInterrupt();
        switch (config.header()) {
            case PciHeader.Device device -> {
                selfTest();
                regions();
                rom(device.rom());
            }
            case PciHeader.Bridge bridge -> bridge(bridge);
            case PciHeader.CardBus cardBus -> cardBus(cardBus);
            case PciHeader.Unknown ignored -> throw new AssertionError("handled above");
        }
        capabilities();
        for (String finding : config.findings()) {
            line("!!! %s", finding);
        }
        return lines;
    }

    private void commandAndStatus() {
        StringJoiner command = new StringJoiner(" ");
        for (int bit = 0; bit < COMMAND.size(); bit++) {
            command.add(COMMAND.get(bit) + sign(config.command(), bit));
        }
        int status = config.status();
        line("Control: %s", command);
        line("Status: Cap%s 66MHz%s UDF%s FastB2B%s ParErr%s DEVSEL=%s >TAbort%s <TAbort%s <MAbort%s >SERR%s <PERR%s"
                + " INTx%s", sign(status, 4), sign(status, 5), sign(status, 6), sign(status, 7), sign(status, 8),
                DEVSEL[status >> 9 & 3], sign(status, 11), sign(status, 12), sign(status, 13), sign(status, 14),
                sign(status, 15), sign(status, 3));
    }

    private void timersAndInterrupt() {
        if ((config.command() & 4) != 0) {
            StringBuilder latency = new StringBuilder("Latency: ").append(config.latencyTimer());
            if (config.header() instanceof PciHeader.Device device) {
                StringJoiner limits = new StringJoiner(", ", " (", ")").setEmptyValue("");
                if (device.minGrant() != 0) {
                    limits.add(device.minGrant() * 250 + "ns min");
                }
                if (device.maxLatency() != 0) {
                    limits.add(device.maxLatency() * 250 + "ns max");
                }
                latency.append(limits);
            }
            if (config.cacheLineSize() != 0) {
                latency.append(", Cache Line Size: ").append(config.cacheLineSize()).append(" bytes");
            }
            line("%s", latency);
        }
        int irq = kernel.irq().orElse(config.interruptLine());
        int pin = config.interruptPin();
        if (pin != 0 || irq != 0) {
            line("Interrupt: pin %s routed to IRQ %d", pin >= 1 && pin <= 4 ? (char) ('A' + pin - 1) : '?', irq);
        }
    }

    private void selfTest() {
        if ((config.bist() & 0x80) != 0) {
            if ((config.bist() & 0x40) != 0) {
                line("BIST is running");
            } else {
                line("BIST result: %02x", config.bist() & 0xf);
            }
        }
    }

    private void regions() {
        Map<Integer, KernelResources.Range> ranges = kernel.bars();
        for (BarConfig bar : config.bars()) {
            KernelResources.Range range = ranges.get(bar.index());
            if (bar.kind() == BarConfig.Kind.NONE && range == null) {
                continue;
            }
            boolean io = bar.kind() == BarConfig.Kind.IO;
            long address = range == null ? bar.address() : range.start();
            String where = address == 0 ? "<unassigned>" : String.format(io ? "%04x" : "%08x", address);
            boolean enabled = (config.command() & (io ? 1 : 2)) != 0;
            line("Region %d: %s at %s%s%s%s", bar.index(), io ? "I/O ports" : "Memory", where,
                    io ? "" : " (" + width(bar.kind()) + (bar.prefetchable() ? ", prefetchable)"
                            : ", non-prefetchable)"),
                    enabled ? "" : " [disabled]", range == null ? "" : " [size=" + size(range.length()) + "]");
        }
    }

    private static String width(BarConfig.Kind kind) {
        return switch (kind) {
            case NONE, IO, MEMORY_32 -> "32-bit";
            case MEMORY_BELOW_1M -> "low-1M";
            case MEMORY_64, MEMORY_64_WITHOUT_UPPER -> "64-bit";
            case MEMORY_RESERVED -> "type 3";
        };
    }

    private void rom(ExpansionRom rom) {
        KernelResources.Range range = kernel.bars().get(KernelResources.ROM);
        if (!rom.present() && range == null) {
            return;
        }
        long address = range == null ? rom.address() : range.start();
        String state = !rom.enabled() ? " [disabled]" : (config.command() & 2) == 0 ? " [disabled by cmd]" : "";
        line("Expansion ROM at %s%s%s", address == 0 ? "<unassigned>" : String.format("%08x", address), state,
                range == null ? "" : " [size=" + size(range.length()) + "]");
    }

    private void bridge(PciHeader.Bridge bridge) {
        selfTest();
        regions();
        line("Bus: primary=%02x, secondary=%02x, subordinate=%02x, sec-latency=%d", bridge.primaryBus(),
                bridge.secondaryBus(), bridge.subordinateBus(), bridge.secondaryLatency());
        for (BridgeWindow window : bridge.windows()) {
            window(window);
        }
        secondaryStatus(bridge.secondaryStatus());
        rom(bridge.rom());
        int control = bridge.bridgeControl();
        line("BridgeCtl: Parity%s SERR%s NoISA%s VGA%s VGA16%s MAbort%s >Reset%s FastB2B%s", sign(control, 0),
                sign(control, 1), sign(control, 2), sign(control, 3), sign(control, 4), sign(control, 5),
                sign(control, 6), sign(control, 7));
        line("\tPriDiscTmr%s SecDiscTmr%s DiscTmrStat%s DiscTmrSERREn%s", sign(control, 8), sign(control, 9),
                sign(control, 10), sign(control, 11));
    }

    private void window(BridgeWindow window) {
        String name = window.kind().label() + " behind bridge";
        if (window.addressBits() == 0) {
            line("!!! %s: the types of base and limit differ or are not defined", name);
            return;
        }
        int digits = window.addressBits() / 4;
        String state = window.open() ? "[size=" + size(window.limit() - window.base() + 1) + "]" : "[disabled]";
        line("%s: %s-%s %s [%d-bit]", name, hex(window.base(), digits), hex(window.limit(), digits), state,
                window.addressBits());
    }

    private void secondaryStatus(int status) {
        line("Secondary status: 66MHz%s FastB2B%s ParErr%s DEVSEL=%s >TAbort%s <TAbort%s <MAbort%s <SERR%s <PERR%s",
                sign(status, 5), sign(status, 7), sign(status, 8), DEVSEL[status >> 9 & 3], sign(status, 11),
                sign(status, 12), sign(status, 13), sign(status, 14), sign(status, 15));
    }

    private void cardBus(PciHeader.CardBus cardBus) {
        regions();
        line("Bus: primary=%02x, secondary=%02x, subordinate=%02x, sec-latency=%d", cardBus.primaryBus(),
                cardBus.secondaryBus(), cardBus.subordinateBus(), cardBus.secondaryLatency());
        for (int i = 0; i < cardBus.windows().size(); i++) {
            BridgeWindow window = cardBus.windows().get(i);
            boolean io = window.kind() == BridgeWindow.Kind.IO;
            boolean decoded = (config.command() & (io ? 1 : 2)) != 0;
            line("%s window %d: %08x-%08x%s%s", io ? "I/O" : "Memory", i % 2, window.base(), window.limit(),
                    decoded ? "" : " [disabled]",
                    window.kind() == BridgeWindow.Kind.PREFETCHABLE ? " (prefetchable)" : "");
        }
        int control = cardBus.bridgeControl();
        if ((cardBus.secondaryStatus() & 0x4000) != 0) {
            line("Secondary status: SERR");
        }
        line("BridgeCtl: Parity%s SERR%s ISA%s VGA%s MAbort%s >Reset%s 16bInt%s PostWrite%s", sign(control, 0),
                sign(control, 1), sign(control, 2), sign(control, 3), sign(control, 5), sign(control, 6),
                sign(control, 7), sign(control, 10));
        if (cardBus.legacyBase() != 0) {
            line("16-bit legacy interface ports at %04x", cardBus.legacyBase());
        }
    }

    private void capabilities() {
        for (PciCapability capability : config.capabilities()) {
            String where = capability.extended()
                    ? String.format("[%03x v%d]", capability.offset(), capability.version())
                    : String.format("[%02x]", capability.offset());
            String headline = capability.headline();
            if (capability.shortName().equals("SSVID")) {
                headline = "Subsystem: " + subsystemOf(capability);
            }
            line("Capabilities: %s %s", where, headline);
            for (String text : capability.text()) {
                line("\t%s", text);
            }
        }
    }

    private String subsystemOf(PciCapability capability) {
        return capability.register("Subsystem").map(register -> ids.describeSubsystem(config.vendorId(),
                config.deviceId(), (int) register.value() & 0xffff, (int) (register.value() >> 16)))
                .orElse("not read");
    }

    private void line(String format, Object... arguments) {
        lines.add("\t" + String.format(format, arguments));
    }

    private static String sign(int value, int bit) {
        return (value >> bit & 1) != 0 ? "+" : "-";
    }

    private static String hex(long value, int digits) {
        return String.format("%0" + digits + "x", value);
    }

    private static String size(long bytes) {
        int unit = 0;
        long value = bytes;
        while (unit < UNITS.length - 1 && value != 0 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return value + UNITS[unit];
    }
}
