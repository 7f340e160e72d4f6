// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.swt.internal.C;
import org.eclipse.swt.internal.Converter;
import org.eclipse.swt.internal.gtk.GTK;
import org.eclipse.swt.internal.gtk.OS;
import org.eclipse.swt.internal.gtk3.GTK3;

/**
 * The system's dialog that chooses a file, operated through GTK's own functions: key strokes that come before it
 * listens are lost, and then it stays for ever. SWT has no API for a dialog that is open. UI thread only, which goes
 * on working while such a dialog is open.
 */
final class NativeChooser {

    private static final String TYPE = "GtkFileChooserDialog";
    /** GTK_FILE_CHOOSER_ACTION_SAVE */
    private static final int SAVE = 1;
    /** GTK_RESPONSE_ACCEPT */
    private static final long ACCEPT = -3;
    /** GTK_RESPONSE_CANCEL */
    private static final long CANCEL = -6;

    private final long dialog;

    private NativeChooser(long dialog) {
        this.dialog = dialog;
    }

    /** The one that is open and whose title is such. */
    static Optional<NativeChooser> find(Predicate<String> title) {
        long windows = GTK.gtk_window_list_toplevels();
        try {
            for (long at = windows; at != 0; at = OS.g_list_next(at)) {
                long window = OS.g_list_data(at);
                if (text(OS.G_OBJECT_TYPE_NAME(window)).equals(TYPE) && GTK.gtk_widget_get_visible(window)
                        && title.test(title(window))) {
                    return Optional.of(new NativeChooser(window));
                }
            }
            return Optional.empty();
        } finally {
            OS.g_list_free(windows);
        }
    }

    private static String text(long characters) {
        return characters == 0 ? "" : Converter.cCharPtrToJavaString(characters, false);
    }

    private static String title(long window) {
        long[] title = new long[1];
        OS.g_object_get(window, bytes("title"), title, 0);
        return title[0] == 0 ? "" : Converter.cCharPtrToJavaString(title[0], true);
    }

    private static byte[] bytes(String text) {
        return Converter.javaStringToCString(text);
    }

    /** Names the file; that takes a while, for the folder is read. */
    void name(Path file) {
        int[] action = new int[1];
        OS.g_object_get(dialog, bytes("action"), action, 0);
        if (action[0] == SAVE) {
            withText(file.getParent().toString(), folder -> GTK3.gtk_file_chooser_set_current_folder(dialog, folder));
            GTK.gtk_file_chooser_set_current_name(dialog, bytes(file.getFileName().toString()));
        } else {
            withText(file.toString(), path -> GTK3.gtk_file_chooser_set_filename(dialog, path));
        }
    }

    private interface WithText {
        void run(long characters);
    }

    private static void withText(String text, WithText action) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        long copy = OS.g_malloc(bytes.length);
        C.memmove(copy, bytes, bytes.length);
        action.run(copy);
        OS.g_free(copy);
    }

    /** The file that is named now. */
    Optional<Path> file() {
        long name = GTK3.gtk_file_chooser_get_filename(dialog);
        return name == 0 ? Optional.empty() : Optional.of(Path.of(Converter.cCharPtrToJavaString(name, true)));
    }

    /** Takes the file, as its button does; the dialog may refuse while it still reads the folder. */
    void accept() {
        OS.g_signal_emit_by_name(dialog, bytes("response"), ACCEPT);
    }

    /** Takes no file. */
    void cancel() {
        OS.g_signal_emit_by_name(dialog, bytes("response"), CANCEL);
    }
}
