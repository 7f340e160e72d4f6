// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;

/** What a snippet may call without naming a class. */
public final class Commands {

    private static final Listing HELP = new Listing(List.of(
            "regions()                        the open regions; region() is the first, or the one in front",
            "open(\"sim:0000:01:00.0/bar0\")    opens one to read it",
            "var r = region()",
            "r.read32(0x8)  r.write32(0x8, 5) 8, 16, 32 or 64 bits; read(0x8) with the declared width",
            "r.reg(\"CTRL\")                    read() write(5) show() set(\"EN=1\", \"SPEED=fast\")",
            "r.reg(\"CTRL\").field(\"EN\")        read() write(1) write(\"on\") poll(1, 100)",
            "r.reg(\"X\").override().write(5)   where the description objects; base(0) for what must not be read",
            "r.dump(0, 0x40)                  bytes in hexadecimal",
            "r.watch(\"STATUS\", 10)            samples each 10 ms: values() changes() follow(2) end()",
            "r.poll(0x20, 0x1, 0, 100)        reads until (value & 0x1) == 0, for 100 ms at most",
            "poll(() -> r.read32(8) > 5, 100) the same for any condition",
            "print(x)  hex(x)  help()",
            "A write needs the region to be armed: r.arm() asks whoever sits at the terminal; in the window",
            "arm it with Ctrl+Shift+K. Everything else is Java. System.exit ends all of Barscope."));

    private Commands() {
    }

    /** The open regions, the one in front or named first at the beginning. */
    public static List<Region> regions() {
        Console console = Console.current();
        return console.host().regions().stream().map(opened -> new Region(console, opened)).toList();
    }

    /**
     * The region in front, or named first.
     *
     * @throws ConsoleException when none is open
     */
    public static Region region() {
        List<Region> all = regions();
        if (all.isEmpty()) {
            throw new ConsoleException("no region is open; open(\"sim:0000:01:00.0/bar0\") opens one");
        }
        return all.getFirst();
    }

    /**
     * An open region by its name, else opens it to be read, until the console ends. Blocks.
     *
     * @throws ConsoleException when it cannot be opened
     */
    public static Region open(String uri) {
        Console console = Console.current();
        try {
            RegionUri name = RegionUri.parse(uri);
            for (Region region : regions()) {
                if (region.uri().equals(name.toString())) {
                    return region;
                }
            }
            return new Region(console, console.host().open(name));
        } catch (BackendException refused) {
            throw new ConsoleException(refused.getMessage(), refused);
        } catch (IllegalArgumentException malformed) {
            throw new ConsoleException(malformed.getMessage(), malformed);
        }
    }

    /** Prints something and ends the line. */
    public static void print(Object what) {
        Console.current().host().print(what + "\n");
    }

    /** A number in hexadecimal. */
    public static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /**
     * Asks again and again, with a short pause between, until the answer is yes.
     *
     * @param millis for how long
     * @return how often it asked
     * @throws ConsoleException when the answer is not yes in that time
     */
    public static long poll(BooleanSupplier condition, long millis) {
        return Patience.poll(condition, Duration.ofMillis(millis), "the condition");
    }

    /** What can be called. */
    public static Listing help() {
        return HELP;
    }
}
