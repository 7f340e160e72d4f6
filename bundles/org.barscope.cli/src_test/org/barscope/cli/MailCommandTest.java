// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailCommandTest {

    private static final String ADA = "Ada Byron <ada@x.example>";
    private static final String JOAN = "Joan Clarke <joan@z.example>";

    @TempDir
    Path root;
    private Path box;
    private int stamp;

    @BeforeEach
    void write() throws IOException {
        box = box("bus.mbox", List.of(
                mail("r0@x", "01 Mar 2026 10:00", ADA, "[PATCH 0/2] bus: add frobnicator", "", "About it.\n"),
                mail("r1@x", "01 Mar 2026 10:01", ADA, "[PATCH 1/2] bus: prepare", reply("r0@x"),
                        "x" + diff("drivers/bus/a.c", "old_thing", "frob_core_new")),
                mail("r2@x", "01 Mar 2026 10:02", ADA, "[PATCH 2/2] bus: frobnicate", reply("r0@x"),
                        "x" + diff("drivers/bus/b.c", "b_old", "b_new")),
                mail("a1@z", "02 Mar 2026 09:00", JOAN, "Re: [PATCH 1/2] bus: prepare", reply("r1@x"),
                        "> +frob_core_new\nNice.\n\nReviewed-by: " + JOAN + "\n"),
                mail("v0@x", "09 Mar 2026 10:00", ADA, "[PATCH v2 0/1] bus: add frobnicator", "", "Simpler.\n"),
                mail("v1@x", "09 Mar 2026 10:01", ADA, "[PATCH v2 1/1] bus: frobnicate", reply("v0@x"),
                        "x" + diff("drivers/bus/b.c", "b_old", "b_newer"))));
    }

    private static String reply(String id) {
        return "In-Reply-To: <" + id + ">\n";
    }

    private static String mail(String id, String date, String from, String subject, String extra, String body) {
        return "From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: " + from + "\nTo: list@x.example\nSubject: " + subject
                + "\nMessage-ID: <" + id + ">\nList-Id: <bus.x.example>\nDate: " + date + ":00 +0000\n" + extra + "\n"
                + body + "\n";
    }

    private static String diff(String file, String removed, String added) {
        return "\n---\n\ndiff --git a/" + file + " b/" + file + "\nindex 1234567aaa..89abcdebbb 100644\n--- a/" + file
                + "\n+++ b/" + file + "\n@@ -1,2 +1,2 @@ int some_function(void)\n context_word\n-" + removed + "\n+"
                + added + "\n-- \n2.50\n";
    }

    private Path box(String name, List<String> mails) throws IOException {
        Path file = Files.writeString(root.resolve(name), String.join("", mails));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000L + 10_000L * ++stamp));
        return file;
    }

    private CommandRun mail(String... arguments) {
        List<String> all = new ArrayList<>(List.of("mail", "--archive", root.resolve("home").toString()));
        all.addAll(List.of(arguments));
        return CommandRun.onDemo(all.toArray(String[]::new));
    }

    /** On a terminal of that width. */
    private CommandRun onTerminal(int columns, String... arguments) {
        List<String> all = new ArrayList<>(List.of("mail", "--archive", root.resolve("home").toString()));
        all.addAll(List.of(arguments));
        Session session = new Session(() -> {
            throw new IllegalStateException("a backend was started");
        });
        session.mail().connect(new Terminal(true, true, columns));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(session, new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        return new CommandRun(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "update", "search", "show", "thread", "series", "diff", "stats", "sources",
        "forget", "unreadable", "raw", "check"})
    void everyCommandHasHelp(String command) {
        CommandRun help = CommandRun.onDemo("mail", command, "--help").ok();
        assertTrue(help.out().startsWith("Usage: barscope mail " + command), help::out);
        for (String line : help.lines()) {
            assertTrue(line.length() <= 80, line);
        }
        assertTrue(CommandRun.onDemo("mail").ok().out().contains("\n  " + command + " "));
    }

    @Test
    void withoutMailItSaysHowToGetSome() {
        String none = "there is no mail yet; import some with 'barscope mail import SOURCE', where SOURCE is a file, a "
                + "directory or an address of a lore server";
        mail("search", "x").fails(3, none);
        mail("thread", "x").fails(3, none);
        mail("stats").fails(3, none);
        mail("unreadable").fails(3, none);
        mail("check").fails(3, none);
        mail("update").fails(3, "there is no source to update; add one with 'barscope mail import SOURCE'");
    }

    @Test
    void importsAndUpdates() throws IOException {
        assertTrue(mail("import", box.toString()).ok().out().startsWith("6 new messages in "));
        assertTrue(mail("import", box.toString()).ok().out().startsWith("0 new messages in "));
        Path other = box("other.mbox", List.of(mail("n@x", "10 Mar 2026 10:00", JOAN, "new one", "", "text\n")));
        assertTrue(mail("import", "--name", "mine", other.toString()).ok().out().startsWith("1 new message in "));
        String minute = "  mbox  20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d  ";
        assertTrue(mail("sources").ok().out().matches("bus  6 messages" + minute + Pattern.quote(box.toString())
                + "\nmine  1 message" + minute + Pattern.quote(other.toString()) + "\n"), mail("sources").out());
        assertTrue(mail("sources", "--json").ok().out().contains("\"kinds\" : [ \"mbox\" ]"));
        mail("update", "nobody").fails(3, "there is no mail source called \"nobody\"; 'barscope mail sources' lists "
                + "them");
        assertTrue(mail("update", "mine").ok().out().contains("0 new"), mail("update", "mine").out());
        box("other.mbox", List.of());
        CommandRun emptied = mail("update").ok();
        assertTrue(emptied.out().startsWith("0 new messages, 1 gone in "), emptied::out);
        Files.delete(other);
        CommandRun gone = mail("update");
        assertEquals(4, gone.code());
        assertTrue(gone.err().startsWith("barscope: The source \"mine\" cannot be read: " + other), gone::err);
        assertEquals("0 messages removed from the index\n", mail("forget", "mine").ok().out());
        mail("forget", "mine").fails(3, "there is no mail source called \"mine\"; 'barscope mail sources' lists them");
        assertTrue(mail("update").ok().out().startsWith("0 new messages in "));
    }

    @Test
    void refusesWhatIsNoSource() {
        mail("import", root.resolve("none").toString()).fails(4, "Cannot import " + root.resolve("none") + ": "
                + root.resolve("none") + ": no such file or directory");
        mail("import", "--name", "n", "a", "b").fails(2,
                "--name is for a single SOURCE; see 'barscope mail import --help'");
        mail("import", "ftp://x/y").fails(2, "\"ftp://x/y\" cannot be fetched: mail comes from a path, or from an "
                + "address that starts with http:// or https://; see 'barscope mail import --help'");
        mail("import").fails(2, "Missing required parameter: 'SOURCE'; see 'barscope mail import --help'");
    }

    @Test
    void findsMessages() {
        mail("import", box.toString()).ok();
        assertEquals("2026-03-01  Ada Byron  <r1@x>\n  [PATCH 1/2] bus: prepare\n",
                mail("search", "frob_core_new", "is:patch").ok().out());
        assertEquals("2026-03-01  Ada Byron  <r0@x>\n  [PATCH 0/2] bus: add frobnicator\n1 of 6 messages; --limit "
                + "shows more\n", mail("search", "--sort", "oldest", "--limit", "1").ok().out());
        assertEquals("6 messages\n", mail("search", "--limit", "0").ok().out());
        assertEquals("""
                [PATCH 0/2] bus: add frobnicator (4 messages, 1 found)
                  2026-03-02  Joan Clarke  <a1@z>
                    Re: [PATCH 1/2] bus: prepare
                """, mail("search", "--threads", "f:joan").ok().out());
        assertEquals("""
                bus: add frobnicator (v1 to v2, 2 found)
                  2026-03-09  Ada Byron  <v1@x>
                    [PATCH v2 1/1] bus: frobnicate
                  2026-03-02  Joan Clarke  <a1@z>
                    Re: [PATCH 1/2] bus: prepare
                """, mail("search", "--series", "--sort", "newest", "b_newer OR Nice").ok().out());
        assertEquals("""
                Searched: "frobnicate" in the subject and the message is a patch
                  3 with "frobnicate" in the subject, 3 without that part
                """.lines().findFirst().orElseThrow(),
                mail("search", "--explain", "s:frobnicate is:patch").ok().lines().getFirst());
    }

    @Test
    void aSearchThatFindsNothingSaysWhy() {
        mail("import", box.toString()).ok();
        CommandRun none = mail("search", "frob_coer_new is:patch");
        assertEquals(3, none.code());
        assertEquals("", none.out());
        assertEquals(List.of("barscope: nothing found. No message has \"frob_coer_new\" in anything. Did you mean "
                + "frob_core_new? It is in 2.", "barscope: try: frob_core_new is:patch"), none.err().lines().toList());
        CommandRun apart = mail("search", "Nice is:cover");
        assertEquals(List.of("barscope: nothing found. Each part is found, but not all in one message. Without "
                + "\"Nice\" in anything there are 2."), apart.err().lines().toList());
        mail("search", "d:someday").fails(2, "the query makes no sense: \"someday\" is no date; write 20260301, "
                + "2026-03, 3.weeks.ago, yesterday, or a range such as 20260301..20260401; see 'barscope mail search "
                + "--help'");
        mail("search", "x is:nonsense").fails(2, "the query makes no sense at character 3: nothing is known as "
                + "is:nonsense; known are is:patch is:cover is:reply is:pullreq is:rfc is:root is:reviewed is:acked "
                + "is:tested is:obsolete is:broken has:attachment has:diff; see 'barscope mail search --help'");
    }

    @Test
    void drawsThreads() {
        mail("import", box.toString()).ok();
        String tree = """
                4 messages by 2 people
                2026-03-01 10:00   Ada Byron  [PATCH 0/2] bus: add frobnicator
                2026-03-01 10:01 > ├─ Ada Byron  [PATCH 1/2] bus: prepare
                2026-03-02 09:00   │  └─ Joan Clarke
                2026-03-01 10:02   └─ Ada Byron  [PATCH 2/2] bus: frobnicate
                """;
        assertEquals(tree, mail("thread", "r1@x").ok().out());
        assertEquals(tree, mail("thread", "<r1@x>").ok().out());
        assertEquals(tree, mail("thread", "https://lore.example/bus/r1@x/T/#u").ok().out());
        assertTrue(mail("thread", "--ids", "r1@x").ok().lines().get(3).endsWith("Joan Clarke  <a1@z>"));
        mail("thread", "none@x").fails(3,
                "there is no message <none@x>; find it with 'barscope mail search m:PART'");
        String json = mail("thread", "--json", "a1@z").ok().out();
        assertTrue(json.contains("\"messages\" : 4"), json);
        assertEquals(4, json.split("\"answers\" : ").length - 1, json);
    }

    @Test
    void showsSeriesWithTheirVersions() {
        mail("import", box.toString()).ok();
        assertEquals("""
                bus: add frobnicator
                Ada Byron, 2 versions

                v1  2026-03-01  2 patches  superseded
                    cover letter
                   1 bus: prepare  [Reviewed-by: Joan Clarke]
                   2 bus: frobnicate

                v2  2026-03-09  1 patch
                    cover letter
                   1 changed  bus: frobnicate
                   - dropped  bus: prepare
                """, mail("series", "a1@z").ok().out());
        String json = mail("series", "--json", "v0@x").ok().out();
        for (String part : List.of("\"label\" : \"v2\"", "\"cover\" : \"v0@x\"", "\"state\" : \"changed\"",
                "\"obsolete\" : true", "\"Reviewed-by: Joan Clarke <joan@z.example>\"")) {
            assertTrue(json.contains(part), part + " in " + json);
        }
    }

    @Test
    void comparesVersionsOfAPatch() {
        mail("import", box.toString()).ok();
        String compared = """
                v1 2/2 bus: frobnicate  ->  v2 1/1 bus: frobnicate
                  drivers/bus/b.c
                    @@ some_function
                     context_word
                    -b_old
                  < +b_new
                  > +b_newer
                """.replace("@@ some_function", "@@ int some_function(void)");
        assertEquals(compared, mail("diff", "v1@x").ok().out());
        assertEquals(compared, mail("diff", "v0@x").ok().out(), "a cover letter stands for its patches");
        assertEquals(compared, mail("diff", "--with", "v1", "v1@x").ok().out());
        assertTrue(mail("diff", "--context", "0", "v1@x").ok().out().contains("    ...\n  < +b_new\n"));
        mail("diff", "a1@z").fails(3, "there is no earlier version of v1 1/2 bus: prepare in the archive");
        mail("diff", "--with", "v9", "v1@x").fails(3, "there is no version v9; there are v1, v2");
        String json = mail("diff", "--json", "v1@x").ok().out();
        assertTrue(json.contains("\"kind\" : \"only_newer\"") && json.contains("\"name\" : \"v1 2/2 bus: frobnicate\""),
                json);
    }

    @Test
    void showsAMessage() {
        mail("import", box.toString()).ok();
        List<String> lines = mail("show", "a1@z").ok().lines();
        assertEquals(List.of("From: Joan Clarke <joan@z.example>", "To: list@x.example", "Date: 2026-03-02T09:00:00Z",
                "Subject: Re: [PATCH 1/2] bus: prepare", "Message-ID: <a1@z>", "List: bus.x.example"),
                lines.subList(0, 6));
        assertTrue(lines.get(6).startsWith("Found at: bus at byte "), lines.get(6));
        assertEquals(List.of("", "> +frob_core_new", "Nice.", "", "Reviewed-by: " + JOAN), lines.subList(7, 12));
        assertTrue(mail("show", "--headers", "a1@z").ok().lines().contains("In-Reply-To: <r1@x>"));
        String json = mail("show", "--json", "r1@x").ok().out();
        assertTrue(json.contains("\"kind\" : \"diff\""), json);
        String raw = mail("raw", "a1@z").ok().out();
        assertTrue(raw.startsWith("From: " + JOAN + "\nTo: "), raw);
        assertTrue(raw.contains("\n\n> +frob_core_new\n"), raw);
    }

    @Test
    void listsWhatCouldNotBeRead() throws IOException {
        Path junk = Files.writeString(root.resolve("junk.eml"), "no header\nat all\n");
        CommandRun run = mail("import", junk.toString()).ok();
        assertTrue(run.out().startsWith("0 new messages, 1 could not be read in "), run::out);
        assertTrue(run.out().endsWith("What could not be read: barscope mail unreadable\n"), run::out);
        String line = mail("unreadable").ok().out();
        assertEquals("1  junk.eml: there is no mail header at the start\n", line);
        assertEquals("no header\nat all\n", mail("unreadable", "1").ok().out());
        mail("unreadable", "2").fails(3, "there is no number 2 in the list, which goes from 1 to 1");
        assertTrue(mail("unreadable", "--json").ok().out().contains("\"reason\" : \"there is no mail header"));
    }

    @Test
    void countsAndChecks() throws IOException {
        mail("import", box.toString()).ok();
        List<String> stats = mail("stats").ok().lines();
        assertEquals("           6 messages, 2026-03-01 to 2026-03-09", stats.getFirst());
        assertTrue(stats.contains("           6 in bus.x.example"), stats::toString);
        assertTrue(mail("stats", "--json").ok().out().contains("\"patches\" : 3"));
        assertEquals("The index is sound, and every message can be read.\n", mail("check", "--read").ok().out());
        Files.delete(box);
        mail("check").fails(4, "the source \"bus\" is no longer at " + box);
    }

    @Test
    void onATerminalThereAreColoursSnippetsAndProgress() throws IOException {
        Path many = box("many.mbox", IntStream.range(0, 400).mapToObj(i -> mail("m" + i + "@x",
                "03 Mar 2026 10:00", ADA, "number " + i, "", "text\n")).toList());
        CommandRun imported = onTerminal(80, "import", many.toString(), box.toString());
        assertEquals(0, imported.code());
        assertTrue(imported.err().contains("\r\033[KImporting " + Terminal.cut(many + " …", 69)), imported::err);
        assertTrue(imported.err().contains("many: 400 of 400, "), imported::err);
        assertTrue(imported.err().endsWith("\r\033[K"), "the line of progress is wiped");
        CommandRun found = onTerminal(60, "search", "frob_core_new is:reply");
        assertEquals("", found.err());
        assertTrue(found.out().contains("    > +\033[1;31mfrob_core_new\033[0m\n"), found::out);
        assertTrue(onTerminal(40, "thread", "a1@z").out().contains("[PATCH 0/…\n"), "cut at the edge");
        assertTrue(onTerminal(80, "show", "r1@x").out().contains("\033[31m-old_thing\033[0m\n"));
        assertFalse(mail("search", "frob_core_new").ok().out().contains("\033"));
    }

    @Test
    void mailCannotCommandTheTerminal() throws IOException {
        Path evil = box("evil.mbox", List.of(mail("e@x", "03 Mar 2026 10:00", "E <e@x>", "bad \033[2J subject", "",
                "text \033]0;title\007 more\u202e\n")));
        mail("import", evil.toString()).ok();
        for (CommandRun run : List.of(onTerminal(80, "show", "e@x"), onTerminal(80, "search", "subject"),
                onTerminal(80, "thread", "e@x"))) {
            assertFalse(run.out().contains("\033[2J") || run.out().contains("\033]0") || run.out().contains("\u202e"),
                    run::out);
        }
    }
}
