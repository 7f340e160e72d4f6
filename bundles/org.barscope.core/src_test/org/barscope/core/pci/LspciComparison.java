// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Compares what {@code lspci -vvv} prints with {@link ConfigText}.
 *
 * <p>We decode more than {@code lspci} does, so its words have to be found in ours, in the same order: for each
 * capability, and for each line of the header. Commas and layout do not count. The words were taken from pciutils 3.9;
 * for other versions, which word some lines differently, only a flag with the other sign, a capability that is missing
 * and a text that is mostly different count.
 */
final class LspciComparison {

    /** Parts of the output that name something lspci 3.9 does not decode. */
    private static final Pattern NOT_DECODED = Pattern.compile("<\\?>|<unknown>");

    private static final Pattern FLAG = Pattern.compile(".*[A-Za-z0-9._)#]([+-])\\)?");
    private static final double ENOUGH_OF_OTHER_VERSION = 0.6;

    private final boolean sameWords;
    private final List<String> differences = new ArrayList<>();
    private int compared;

    LspciComparison(String version) {
        sameWords = version.startsWith("3.9.");
    }

    /** What differs, one line each. */
    List<String> differences() {
        return differences;
    }

    /** How many words were compared, so that a test can tell that it compared anything. */
    int compared() {
        return compared;
    }

    void compare(PciAddress address, Lspci.Function theirs, ConfigSpace config, PciIds ids) {
        Lspci.Function ours = parse(address, config, ids);
        if (sameWords && !theirs.title().equals(ours.title())) {
            differ(address, "title", theirs.title(), ours.title());
        }
        compareHeaders(address, theirs, ours, config);
        List<Lspci.Printed> decoded = new ArrayList<>();
        for (Lspci.Printed capability : theirs.capabilities()) {
            if (!capability.lines().getFirst().startsWith("<chain")) {
                decoded.add(capability);
            }
        }
        List<String> theirKeys = decoded.stream().map(Lspci.Printed::key).toList();
        List<String> ourKeys = ours.capabilities().stream().map(Lspci.Printed::key).toList();
        if (!theirKeys.equals(ourKeys)) {
            differ(address, "list of capabilities", theirKeys.toString(), ourKeys.toString());
            return;
        }
        for (int i = 0; i < decoded.size(); i++) {
            compareCapability(address, decoded.get(i), ours.capabilities().get(i));
        }
    }

    private static Lspci.Function parse(PciAddress address, ConfigSpace config, PciIds ids) {
        String text = address + " " + ConfigText.title(config, ids) + "\n"
                + String.join("\n", ConfigText.body(config, ids, KernelResources.unknown()));
        return Lspci.parse(text).get(address);
    }

    private void compareHeaders(
            PciAddress address, Lspci.Function theirs, Lspci.Function ours, ConfigSpace config) {
        Map<String, String> ourLines = byLabel(ours.header());
        byLabel(theirs.header()).forEach((label, line) -> {
            if (label.contains("!!!") || label.startsWith("Kernel ") || label.startsWith("Capabilities")
                    || LspciQuirks.upperHalf(label, config)) {
                return;
            }
            compareWords(address, label, words(line), words(ourLines.getOrDefault(label, "")));
        });
    }

    /** Lines of the header by what stands before the first colon, deeper lines appended to theirs. */
    private static Map<String, String> byLabel(List<String> lines) {
        Map<String, String> map = new TreeMap<>();
        String label = "";
        for (String line : lines) {
            if (!line.startsWith("\t\t")) {
                label = line.strip().split(":| at | result| is ", 2)[0];
            }
            map.merge(label, line.strip(), (before, more) -> before + " " + more);
        }
        return map;
    }

    private void compareCapability(PciAddress address, Lspci.Printed theirs, Lspci.Printed ours) {
        String headline = theirs.lines().getFirst();
        if (headline.startsWith("Extended Capability ID") || headline.startsWith("Capability ID 0x15")) {
            return;
        }
        List<String> theirWords = new ArrayList<>();
        for (String line : theirs.lines()) {
            String comparable = LspciQuirks.withoutMistakes(headline, line);
            theirWords.addAll(words(NOT_DECODED.matcher(comparable).replaceAll("")));
        }
        List<String> ourWords = new ArrayList<>();
        for (String line : ours.lines()) {
            ourWords.addAll(words(LspciQuirks.withoutMistakes(headline, line)));
        }
        compareWords(address, "[" + theirs.key() + "] " + headline, theirWords, ourWords);
    }

    private void compareWords(PciAddress address, String where, List<String> theirs, List<String> ours) {
        int at = 0;
        int found = 0;
        for (String word : theirs) {
            int next = at;
            while (next < ours.size() && !ours.get(next).equals(word)) {
                next++;
            }
            boolean there = next < ours.size();
            compared++;
            if (there) {
                at = next + 1;
                found++;
            } else if (sameWords || contradicts(word, ours)) {
                int from = Math.max(0, at - 3);
                differ(address, where, "'" + word + "' after " + ours.subList(from, at),
                        "then " + ours.subList(at, Math.min(ours.size(), at + 12)));
                return;
            }
        }
        if (found < ENOUGH_OF_OTHER_VERSION * theirs.size()) {
            differ(address, where, theirs.toString(), ours.toString());
        }
    }

    private static boolean contradicts(String word, List<String> ours) {
        if (!FLAG.matcher(word).matches() || ours.contains(word)) {
            return false;
        }
        String opposite = word.contains("+") ? word.replace('+', '-') : word.replace('-', '+');
        return ours.contains(opposite);
    }

    private void differ(PciAddress address, String where, String theirs, String ours) {
        differences.add(address + " " + where + "\n    lspci:    " + theirs + "\n    barscope: " + ours);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split("[\\s,;]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
