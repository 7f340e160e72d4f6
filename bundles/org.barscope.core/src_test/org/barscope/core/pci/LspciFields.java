// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the fields, not the text, against numbers that {@code lspci} prints: the text of some capabilities is made from
 * several fields at once, and would not show a field that takes the wrong bits.
 *
 * <p>A rule is a capability, a pattern for what lspci prints, and what its groups mean: {@code +} a flag, {@code d} a
 * decimal value, {@code x} a hexadecimal value, {@code =} the meaning, {@code s} a hexadecimal value whose low three
 * bits belong to another field; each with the field's path. A {@code #} in the path counts the matches.
 */
final class LspciFields {

    private static final List<Rule> RULES = List.of(
            rule("PM", "Power Management version (\\d+)", "d Flags.Version"),
            rule("PM", "AuxCurrent=(\\S+) PME\\(D0([+-]),D1([+-]),D2([+-]),D3hot([+-]),D3cold([+-])",
                    "= Flags.AuxCurrent", "+ Flags.PME_D0", "+ Flags.PME_D1", "+ Flags.PME_D2", "+ Flags.PME_D3hot",
                    "+ Flags.PME_D3cold"),
            rule("PM", "Status: (D\\d) NoSoftRst([+-]) PME-Enable([+-]) DSel=(\\d+) DScale=(\\d+) PME([+-])",
                    "= Status.State", "+ Status.NoSoftRst", "+ Status.PME-Enable", "d Status.DSel", "d Status.DScale",
                    "+ Status.PME"),
            rule("AGP", "AGP version (\\w+)\\.(\\w+)", "x Version.Major", "x Version.Minor"),
            rule("AGP", "Rate=(\\S+)\\s.*Rate=(\\S+)", "= Status.Rate", "= Command.Rate"),
            rule("SLOTID", "Slot ID: (\\d+) slots, First([+-]), chassis (\\w+)", "d ExpansionSlot.Slots",
                    "+ ExpansionSlot.First", "x Chassis.Chassis"),
            rule("MSI", "Enable([+-]) Count=(\\d+)/(\\d+) Maskable([+-]) 64bit([+-])", "+ MsgCtrl.Enable",
                    "= MsgCtrl.MultiMsgEnable", "= MsgCtrl.MultiMsgCapable", "+ MsgCtrl.Maskable",
                    "+ MsgCtrl.64bit"),
            rule("MSI", "Address: (\\w+)  Data: (\\w+)", "x Address.Address", "x Data.Data"),
            rule("MSI", "Masking: (\\w+)  Pending: (\\w+)", "x Masking.Mask", "x Pending.Pending"),
            rule("MSIX", "Enable([+-]) Count=(\\d+) Masked([+-])", "+ MsgCtrl.Enable", "= MsgCtrl.TableSize",
                    "+ MsgCtrl.Masked"),
            rule("MSIX", "table: BAR=(\\d) offset=(\\w+)", "d Table.BAR", "s Table.Offset"),
            rule("MSIX", "PBA: BAR=(\\d) offset=(\\w+)", "d PBA.BAR", "s PBA.Offset"),
            rule("DBG", "BAR=(\\d) offset=(\\w+)", "d DebugPort.BAR", "x DebugPort.Offset"),
            rule("SATA", "v(\\d+)\\.(\\d+) (BAR\\d) Offset=(\\w+)", "d Revision.Major", "d Revision.Minor",
                    "= BarLoc.Location", "x BarLoc.Offset"),
            rule("HT", "MSI Mapping Enable([+-]) Fixed([+-])", "+ Command.Enable", "+ Command.Fixed"),
            rule("HT", "Mapping Address Base: (\\w+)", "= MappingAddress.Base"),
            rule("PCIX", "DC=(\\S+) DMMRBC=(\\d+) DMOST=(\\d+) DMCRS=(\\d+)", "= Status.DC", "= Status.DMMRBC",
                    "= Status.DMOST", "= Status.DMCRS"),
            rule("EA", "NumEntries=(\\d+)", "d NumEntries.NumEntries"),
            rule("EA", "NumEntries=\\d+, secondary=(\\d+), subordinate=(\\d+)", "d Bus.Secondary",
                    "d Bus.Subordinate"),
            rule("EA", "Entry (\\d): Enable([+-]) Writable([+-]) EntrySize=(\\d)", "n", "+ Entry#.Header.Enable",
                    "+ Entry#.Header.Writable", "d Entry#.Header.EntrySize"),
            rule("EXP", "Express \\(v(\\d+)\\) .*, MSI (\\w+)\n", "d Flags.Version", "x Flags.MSI"),
            rule("EXP", "MaxPayload (\\d+ bytes), PhantFunc (\\d+)", "= DevCap.MaxPayload", "= DevCap.PhantFunc"),
            rule("EXP", "SlotPowerLimit (\\S+)", "= DevCap.PowerLimit"),
            rule("EXP", "MaxPayload (\\d+ bytes), MaxReadReq (\\d+ bytes)", "= DevCtl.MaxPayload",
                    "= DevCtl.MaxReadReq"),
            rule("EXP", "LnkCap:\tPort #(\\d+), Speed (\\S+), Width (x\\d+)", "d LnkCap.Port", "= LnkCap.Speed",
                    "= LnkCap.Width"),
            rule("EXP", "Exit Latency L0s (\\S+), L1 (\\S+)", "= LnkCap.L0sExit", "= LnkCap.L1Exit"),
            rule("EXP", "LnkSta:\tSpeed ([^ ,]+).*Width (x\\d+)", "= LnkSta.Speed", "= LnkSta.Width"),
            rule("EXP", "Slot #(\\d+), PowerLimit (\\S+);", "d SltCap.Slot", "= SltCap.PowerLimit"),
            rule("VNDR", "Information: Len=(\\w+)", "x Length.Length"),
            rule("VNDR", "ID=(\\w+) Rev=(\\d+) Len=(\\w+)", "x VSECHeader.ID", "d VSECHeader.Revision",
                    "x VSECHeader.Length"),
            rule("VNDR", "BAR=(\\d+) offset=(\\w+) size=(\\w+)", "d bar.BAR", "x offset.offset", "x length.size"),
            rule("DVSEC", "Vendor=(\\w+) ID=(\\w+) Rev=(\\d+) Len=(\\d+)", "x DVSECHeader1.VendorID",
                    "x DVSECHeader2.ID", "d DVSECHeader1.Revision", "d DVSECHeader1.Length"),
            rule("ERR", "First Error Pointer: (\\w+)", "x AERCap.FirstError"),
            rule("ERR", "HeaderLog: (\\w+) (\\w+) (\\w+) (\\w+)", "x HeaderLog0.Log", "x HeaderLog1.Log",
                    "x HeaderLog2.Log", "x HeaderLog3.Log"),
            rule("ERR", "IntMsg (\\d+)", "d RootSta.IntMsg"),
            rule("DSN", "Number (\\S+)", "= SerialNumber.Number"),
            rule("VC", "LPEVC=(\\d)", "d Caps.LPEVC"),
            rule("VC", "VC(\\d):\tCaps:\tPATOffset=(\\w+) MaxTimeSlots=(\\d+)", "n", "x VC#.Caps.PATOffset",
                    "= VC#.Caps.MaxTimeSlots"),
            rule("RCLD", "Link(\\d):\tDesc:\tTargetPort=(\\w+) TargetComponent=(\\w+)", "n", "x Link#.Desc.TargetPort",
                    "x Link#.Desc.TargetComponent"),
            rule("SRIOV", "Initial VFs: (\\d+), Total VFs: (\\d+), Number of VFs: (\\d+)", "d InitialVFs.Count",
                    "d TotalVFs.Count", "d NumVFs.Count"),
            rule("SRIOV", "VF offset: (\\d+), stride: (\\d+), Device ID: (\\w+)", "d VFOffset.Offset",
                    "d VFStride.Stride", "x VFDeviceID.DeviceID"),
            rule("SRIOV", "Region (\\d): Memory at (\\w+) ", "n", "= VF#.BAR.Address"),
            rule("SRIOV", "VF Migration: offset: (\\w+), BIR: (\\d)", "s VFMigration.Offset", "d VFMigration.BIR"),
            rule("PASID", "Max PASID Width: (\\w+)", "x PASIDCap.Width"),
            rule("ATS", "Queue Depth: (\\w+)", "x ATSCap.InvalidateQueueDepth"),
            rule("MCAST", "BaseAddr (\\w+)\n\t+McastReceiveVec: +(\\w+)", "= McastBAR.BaseAddr",
                    "x McastReceiveVec.Groups"),
            rule("LTR", "Max snoop latency: (\\S+)\n\t+Max no snoop latency: (\\S+)", "= MaxSnoop.Latency",
                    "= MaxNoSnoop.Latency"),
            rule("L1SS", "PortCommonModeRestoreTime=(\\d+)us PortTPowerOnTime=(\\S+)",
                    "d L1SubCap.CommonModeRestoreTime", "= L1SubCap.TPowerOnValue"),
            rule("L1SS", "T_CommonMode=(\\d+)us", "d L1SubCtl1.T_CommonMode"),
            rule("L1SS", "LTR1.2_Threshold=(\\S+)", "= L1SubCtl1.LTR1.2_Threshold"),
            rule("L1SS", "T_PwrOn=(\\S+)", "= L1SubCtl2.T_PwrOn"),
            rule("PTM", "PTMClockGranularity: (.+)", "= PTMCap.Granularity"),
            rule("PTM", "PTMEffectiveGranularity: (.+)", "= PTMControl.EffectiveGranularity"));

    private final Map<String, Integer> compared = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    private record Rule(String capability, Pattern pattern, List<String> groups) {
    }

    private static Rule rule(String capability, String pattern, String... groups) {
        return new Rule(capability, Pattern.compile(pattern), List.of(groups));
    }

    List<String> differences() {
        return differences;
    }

    /** Rules that matched nothing. */
    List<String> unused() {
        return RULES.stream().filter(rule -> !compared.containsKey(key(rule)))
                .map(rule -> rule.capability() + " " + rule.pattern()).toList();
    }

    void compare(PciAddress address, Lspci.Function theirs, ConfigSpace config) {
        for (Lspci.Printed printed : theirs.capabilities()) {
            config.capabilityAt(printed.offset()).ifPresent(capability -> {
                String text = String.join("\n", printed.lines()) + "\n";
                RULES.stream().filter(rule -> rule.capability().equals(capability.shortName()))
                        .forEach(rule -> apply(rule, text, address, capability));
            });
        }
    }

    private void apply(Rule rule, String text, PciAddress address, PciCapability capability) {
        Matcher match = rule.pattern().matcher(text);
        while (match.find()) {
            compared.merge(key(rule), 1, Integer::sum);
            String number = match.group(1);
            for (int group = 0; group < rule.groups().size(); group++) {
                String[] parts = (rule.groups().get(group) + " ").split(" ");
                if (parts[0].equals("n")) {
                    continue;
                }
                String path = parts[1].replace("#", number);
                String expected = match.group(group + 1);
                String actual = capability.field(path).map(field -> write(parts[0], field, expected.length()))
                        .orElse("no such field");
                if (!actual.equals(expected)) {
                    differences.add(address + " " + capability.shortName() + "@"
                            + Integer.toHexString(capability.offset()) + " " + path + ": lspci says " + expected
                            + ", the field says " + actual);
                }
            }
        }
    }

    /** The field in the form in which lspci prints it. */
    private static String write(String kind, ConfigField field, int digits) {
        return switch (kind) {
            case "+" -> field.isSet() ? "+" : "-";
            case "d" -> Long.toUnsignedString(field.value());
            case "x" -> pad(Long.toHexString(field.value()), digits);
            case "s" -> pad(Long.toHexString(field.value() << 3), digits);
            case "=" -> field.meaning();
            default -> throw new IllegalStateException("kind " + kind);
        };
    }

    private static String pad(String text, int digits) {
        char[] zeros = new char[Math.max(0, digits - text.length())];
        Arrays.fill(zeros, '0');
        return new String(zeros) + text;
    }

    private static String key(Rule rule) {
        return rule.capability() + rule.pattern();
    }
}
