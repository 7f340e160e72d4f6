// SPDX-License-Identifier: EPL-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barscope.mail.source.Location;
import org.barscope.mail.source.MailFolder;
import org.barscope.mail.source.MailFolders;
import org.barscope.mail.source.MailSource;
import org.barscope.mail.source.ScanSink;

/** Writes every message of a source into a Maildir, for programs that read nothing else. */
final class MaildirWriter implements ScanSink {

    private final Path cur;
    private int count;

    private MaildirWriter(Path maildir) throws IOException {
        cur = Files.createDirectories(maildir.resolve("cur"));
        Files.createDirectories(maildir.resolve("new"));
        Files.createDirectories(maildir.resolve("tmp"));
    }

    public static void main(String[] arguments) throws IOException {
        MaildirWriter writer = new MaildirWriter(Path.of(arguments[1]));
        for (MailFolder folder : MailFolders.find(new MailSource("mail", Path.of(arguments[0])))) {
            folder.scan(writer);
            folder.close();
        }
    }

    @Override
    public void message(Location location, byte[] raw) throws IOException {
        Files.write(cur.resolve(count++ + ".bench:2,S"), raw);
    }

    @Override
    public void unreadable(Location location, String reason) throws IOException {
        throw new IOException(location + ": " + reason);
    }

    @Override
    public String state(String key) {
        return "";
    }

    @Override
    public void remember(String key, String value) {
        // One walk only.
    }

    @Override
    public boolean known(Location location) {
        return false;
    }

    @Override
    public void gone(Location location) {
        // Deleted messages are left in: all programs get the same.
    }

    @Override
    public void beginFull(String path) {
        // One walk only.
    }

    @Override
    public void endFull() {
        // One walk only.
    }

    @Override
    public void expect(long messages) {
        // No progress is shown.
    }

    @Override
    public boolean cancelled() {
        return false;
    }
}
