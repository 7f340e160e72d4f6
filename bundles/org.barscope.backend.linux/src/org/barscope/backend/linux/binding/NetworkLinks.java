// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.control.BindingPlan.Loss;
import org.barscope.core.control.BindingPlan.LossKind;

/** The network links of a device, what is built on them (bridges, bonds, VLANs), and the default routes over those. */
final class NetworkLinks {

    private static final int UP = 1;
    private static final int REJECT = 0x200;
    private static final String NOWHERE = "00000000";

    private final SystemRoot root;
    private final Path net;

    NetworkLinks(SystemRoot root) {
        this.root = root;
        this.net = root.sys().resolve("class/net");
    }

    /** @param home the device's folder in sysfs, without links */
    List<Loss> behind(Path home) {
        Set<String> routed = defaultRoutes();
        List<Loss> losses = new ArrayList<>();
        for (Path entry : SysfsLinks.children(net)) {
            if (SysfsLinks.real(entry).filter(real -> real.startsWith(home)).isPresent()) {
                String name = SysfsLinks.name(entry);
                Set<String> stack = uppers(name, new HashSet<>());
                stack.retainAll(routed);
                stack.stream().sorted().forEach(over -> losses.add(new Loss(LossKind.DEFAULT_ROUTE, name,
                        "carries the default route" + (over.equals(name) ? "" : ", through " + over))));
                String state = SysfsLinks.text(entry.resolve("operstate"));
                losses.add(new Loss(LossKind.NETWORK_LINK, name, state.isEmpty() ? "a network link"
                        : "a network link that is " + state));
            }
        }
        losses.sort((a, b) -> a.kind().compareTo(b.kind()));
        return losses;
    }

    private Set<String> uppers(String name, Set<String> found) {
        if (found.add(name)) {
            for (Path link : SysfsLinks.children(net.resolve(name))) {
                if (SysfsLinks.name(link).startsWith("upper_")) {
                    uppers(SysfsLinks.name(link).substring("upper_".length()), found);
                }
            }
        }
        return found;
    }

    /** {@code /proc/net/route} and {@code ipv6_route}, in hexadecimal (net/ipv4/fib_trie.c, net/ipv6/route.c). */
    private Set<String> defaultRoutes() {
        Set<String> links = new HashSet<>();
        for (String line : SysfsLinks.lines(root.proc().resolve("net/route"))) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 8 && words[1].equals(NOWHERE) && words[7].equals(NOWHERE) && usable(words[3])) {
                links.add(words[0]);
            }
        }
        for (String line : SysfsLinks.lines(root.proc().resolve("net/ipv6_route"))) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 10 && words[0].matches("0{32}") && words[1].equals("00") && usable(words[8])
                    && !words[9].equals("lo")) {
                links.add(words[9]);
            }
        }
        return links;
    }

    private static boolean usable(String flags) {
        try {
            long bits = Long.parseLong(flags, 16);
            return (bits & UP) != 0 && (bits & REJECT) == 0;
        } catch (NumberFormatException heading) {
            return false;
        }
    }
}
