// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads unified diffs out of text. */
public final class DiffParser {

    private static final Pattern GIT = Pattern.compile("^diff --git (\"?[^/]+/.+?) (\"?[^/\"]+/.+)$");
    private static final Pattern INDEX = Pattern.compile("^index ([0-9a-f]{4,64})\\.\\.([0-9a-f]{4,64})");
    private static final Pattern HUNK = Pattern.compile("^@@ -(\\d{1,9})\\S* \\+(\\d{1,9})\\S* @@ ?(.*)$");

    private final List<FileDiff> files = new ArrayList<>();
    private final List<Hunk> hunks = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private Matcher header;
    private String oldPath;
    private String newPath;
    private String pre = "";
    private String post = "";

    private DiffParser() {
    }

    /** Every file changed in the text, in order; text around the diffs is passed over. */
    public static List<FileDiff> parse(String text) {
        DiffParser parser = new DiffParser();
        DiffScanner scanner = new DiffScanner();
        String[] all = text.split("\n", -1);
        for (int i = 0; i < all.length; i++) {
            parser.line(scanner.next(all[i], i + 1 < all.length ? all[i + 1] : ""), all[i]);
        }
        parser.endFile();
        return List.copyOf(parser.files);
    }

    private void line(DiffScanner.Line kind, String line) {
        switch (kind) {
            case FILE -> {
                endFile();
                Matcher git = GIT.matcher(line);
                if (git.matches()) {
                    oldPath = path(git.group(1));
                    newPath = path(git.group(2));
                }
            }
            case META -> meta(line);
            case OLD_NAME -> {
                if (header != null || !hunks.isEmpty()) {
                    endFile();
                }
                oldPath = path(line.substring(4));
            }
            case NEW_NAME -> newPath = path(line.substring(4));
            case HUNK -> {
                endHunk();
                header = HUNK.matcher(line);
                if (!header.matches()) {
                    header = null;
                }
            }
            case ADDED, REMOVED, CONTEXT, NOTE -> lines.add(line.isEmpty() ? " " : line);
            case OUTSIDE -> endFile();
        }
    }

    private void meta(String line) {
        Matcher index = INDEX.matcher(line);
        if (index.find()) {
            pre = index.group(1);
            post = index.group(2);
        } else if (line.startsWith("rename from ") || line.startsWith("copy from ")) {
            oldPath = line.substring(line.indexOf("from ") + 5).strip();
        } else if (line.startsWith("rename to ") || line.startsWith("copy to ")) {
            newPath = line.substring(line.indexOf("to ") + 3).strip();
        }
    }

    private void endHunk() {
        if (header != null) {
            hunks.add(new Hunk(Integer.parseInt(header.group(1)), Integer.parseInt(header.group(2)),
                    header.group(3).strip(), lines));
        }
        header = null;
        lines.clear();
    }

    private void endFile() {
        endHunk();
        if (oldPath != null || newPath != null) {
            String before = oldPath == null ? newPath : oldPath;
            String after = newPath == null ? oldPath : newPath;
            files.add(new FileDiff(before, after, pre, post, hunks));
        }
        hunks.clear();
        oldPath = null;
        newPath = null;
        pre = "";
        post = "";
    }

    /** Takes off the a/ or b/ prefix, quotes, and the time stamp diff(1) puts after a tab. */
    private static String path(String raw) {
        int tab = raw.indexOf('\t');
        String name = (tab < 0 ? raw : raw.substring(0, tab)).strip();
        if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
            name = GitQuoting.unquote(name.substring(1, name.length() - 1));
        }
        if (name.equals("/dev/null")) {
            return "";
        }
        return name.length() > 2 && name.charAt(1) == '/' && "abciow".indexOf(name.charAt(0)) >= 0 ? name.substring(2)
                : name;
    }
}
