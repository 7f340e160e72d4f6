// SPDX-License-Identifier: EPL-2.0
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Writes an mbox of so many made-up messages: threads of a patch and some answers, each message with words and
 * identifiers of its own among common ones, about 2 KB long. The same for the same number.
 */
final class Synthetic {

    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int COMMON = 20_000;
    private static final int PEOPLE = 9_000;

    private final Random random = new Random(1);

    public static void main(String[] arguments) throws IOException {
        int messages = Integer.parseInt(arguments[1]);
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[0]))) {
            Synthetic synthetic = new Synthetic();
            for (int i = 0; i < messages; i++) {
                out.write(synthetic.message(i));
            }
        }
    }

    private String message(int number) {
        int first = number - number % 8;
        boolean reply = number != first;
        StringBuilder text = new StringBuilder(2_500);
        int person = (int) (PEOPLE * Math.pow(random.nextDouble(), 2));
        text.append("From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: Person ").append(person)
                .append(" <p").append(person).append("@host").append(person % 300)
                .append(".example>\nTo: list").append(number % 40).append("@lists.example\nList-Id: <list")
                .append(number % 40).append(".lists.example>\nSubject: ").append(reply ? "Re: " : "")
                .append("[PATCH] bus").append(first % 997).append(": change number ").append(first)
                .append("\nMessage-ID: <m").append(number).append("@synthetic.example>\nDate: ")
                .append(DATE.format(Instant.ofEpochSecond(1_500_000_000L + number * 60L))).append('\n');
        if (reply) {
            int parent = first + random.nextInt(number - first);
            text.append("In-Reply-To: <m").append(parent).append("@synthetic.example>\nReferences: <m").append(first)
                    .append("@synthetic.example>").append(parent == first ? "" : "\n\t<m" + parent
                    + "@synthetic.example>").append('\n');
        }
        text.append('\n');
        for (int line = 0; line < 20; line++) {
            text.append(reply && line < 8 ? "> " : "");
            for (int word = 0; word < 9; word++) {
                int which = (int) (COMMON * Math.pow(random.nextDouble(), 3));
                text.append(word(which)).append(' ');
            }
            text.append(line == 12 ? "unique_name_" + number : "").append('\n');
        }
        if (!reply) {
            text.append("---\n\ndiff --git a/drivers/bus").append(first % 997).append("/f.c b/drivers/bus")
                    .append(first % 997).append("/f.c\nindex 1111111..2222222 100644\n--- a/drivers/bus")
                    .append(first % 997).append("/f.c\n+++ b/drivers/bus").append(first % 997)
                    .append("/f.c\n@@ -1,2 +1,2 @@ int f").append(first)
                    .append("(void)\n \tcontext();\n-\told_").append(first)
                    .append("();\n+\tnew_").append(first).append("();\n-- \n2.50\n");
        }
        return text.append('\n').toString();
    }

    private static String word(int which) {
        return Integer.toString(which * 7919 % 1_000_003, 36) + (which % 5 == 0 ? "_" + which % 100 : "");
    }
}
