// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.swt.internal.Converter;
import org.eclipse.swt.internal.gtk.GTK;
import org.eclipse.swt.internal.gtk.OS;

/**
 * The system's dialog that chooses a file, taken away through GTK's own functions: key strokes that come before it
 * listens are lost, and SWT has no API for a dialog that is open. UI thread only.
 */
final class NativeChooser {

    private static final String TYPE = "GtkFileChooserDialog";
    /** GTK_RESPONSE_CANCEL */
    private static final long CANCEL = -6;

    private final long dialog;

    private NativeChooser(long dialog) {
        this.dialog = dialog;
    }

    /** The one that is open. */
    static Optional<NativeChooser> find() {
        long windows = GTK.gtk_window_list_toplevels();
        try {
            for (long at = windows; at != 0; at = OS.g_list_next(at)) {
                long window = OS.g_list_data(at);
                if (type(window).equals(TYPE) && GTK.gtk_widget_get_visible(window)) {
                    return Optional.of(new NativeChooser(window));
                }
            }
            return Optional.empty();
        } finally {
            OS.g_list_free(windows);
        }
    }

    private static String type(long window) {
        return Converter.cCharPtrToJavaString(OS.G_OBJECT_TYPE_NAME(window), false);
    }

    /** Takes no file. */
    void cancel() {
        OS.g_signal_emit_by_name(dialog, "response\0".getBytes(StandardCharsets.US_ASCII), CANCEL);
    }
}
