// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.gtk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The few functions of cairo, Pango, GDK 3 and GObject that {@link GlyphPen} needs, as cairo.h, pangocairo.h,
 * gdkpango.h and gobject.h declare them. They are those that SWT has loaded; pointers are plain numbers, as in SWT. UI
 * thread only.
 */
final class Cairo {

    private static final int CAIRO_STATUS_SUCCESS = 0;

    /** Empty where the window toolkit is another than GTK 3, or its libraries have other names. */
    static final Optional<Cairo> LOADED = load();

    private final MethodHandle save;
    private final MethodHandle restore;
    private final MethodHandle setSource;
    private final MethodHandle setScaledFont;
    private final MethodHandle showGlyphs;
    private final MethodHandle textToGlyphs;
    private final MethodHandle freeGlyphs;
    private final MethodHandle contextOfScreen;
    private final MethodHandle updateContext;
    private final MethodHandle loadFont;
    private final MethodHandle scaledFont;
    private final MethodHandle unref;

    private Cairo(SymbolLookup library) {
        Functions functions = new Functions(library);
        save = functions.nothing("cairo_save", JAVA_LONG);
        restore = functions.nothing("cairo_restore", JAVA_LONG);
        setSource = functions.nothing("cairo_set_source_rgb", JAVA_LONG, JAVA_DOUBLE, JAVA_DOUBLE, JAVA_DOUBLE);
        setScaledFont = functions.nothing("cairo_set_scaled_font", JAVA_LONG, JAVA_LONG);
        showGlyphs = functions.nothing("cairo_show_glyphs", JAVA_LONG, ADDRESS, JAVA_INT);
        textToGlyphs = functions.giving(JAVA_INT, "cairo_scaled_font_text_to_glyphs", JAVA_LONG, JAVA_DOUBLE,
                JAVA_DOUBLE, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        freeGlyphs = functions.nothing("cairo_glyph_free", ADDRESS);
        contextOfScreen = functions.giving(JAVA_LONG, "gdk_pango_context_get");
        updateContext = functions.nothing("pango_cairo_update_context", JAVA_LONG, JAVA_LONG);
        loadFont = functions.giving(JAVA_LONG, "pango_context_load_font", JAVA_LONG, JAVA_LONG);
        scaledFont = functions.giving(JAVA_LONG, "pango_cairo_font_get_scaled_font", JAVA_LONG);
        unref = functions.nothing("g_object_unref", JAVA_LONG);
    }

    private record Functions(SymbolLookup library) {

        private MethodHandle nothing(String name, MemoryLayout... arguments) {
            return link(name, FunctionDescriptor.ofVoid(arguments));
        }

        private MethodHandle giving(MemoryLayout result, String name, MemoryLayout... arguments) {
            return link(name, FunctionDescriptor.of(result, arguments));
        }

        private MethodHandle link(String name, FunctionDescriptor type) {
            return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
        }
    }

    private static Optional<Cairo> load() {
        try {
            SymbolLookup library = SymbolLookup.libraryLookup("libcairo.so.2", Arena.global());
            for (String name : new String[] {"libpangocairo-1.0.so.0", "libpango-1.0.so.0", "libgdk-3.so.0",
                    "libgobject-2.0.so.0"}) {
                library = library.or(SymbolLookup.libraryLookup(name, Arena.global()));
            }
            return Optional.of(new Cairo(library));
        } catch (IllegalArgumentException | NoSuchElementException | IllegalCallerException missing) {
            return Optional.empty();
        }
    }

    /** Something native to do. */
    @FunctionalInterface
    private interface Call {
        void now() throws Throwable;
    }

    private static void call(Call call) {
        try {
            call.now();
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A {@code PangoFont} for a {@code PangoFontDescription}, as the screen wants it; 0 if there is none. To unref. */
    long font(long cairo, long description) {
        long[] font = new long[1];
        call(() -> {
            long context = (long) contextOfScreen.invokeExact();
            updateContext.invokeExact(cairo, context);
            font[0] = (long) loadFont.invokeExact(context, description);
            unref.invokeExact(context);
        });
        return font[0];
    }

    /** The {@code cairo_scaled_font_t} of a {@code PangoFont}, which lives as long as that. */
    long scaled(long font) {
        long[] scaled = new long[1];
        call(() -> scaled[0] = (long) scaledFont.invokeExact(font));
        return scaled[0];
    }

    void unref(long object) {
        call(() -> {
            unref.invokeExact(object);
        });
    }

    /** The index of a character's glyph in a font; 0 if it has none. */
    int glyph(long scaledFont, char character) {
        int[] index = new int[1];
        call(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment glyphs = arena.allocate(ADDRESS);
                MemorySegment count = arena.allocate(JAVA_INT);
                MemorySegment text = arena.allocateFrom(String.valueOf(character));
                int status = (int) textToGlyphs.invokeExact(scaledFont, 0.0, 0.0, text, -1, glyphs, count,
                        MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL);
                MemorySegment first = glyphs.get(ADDRESS, 0);
                if (status == CAIRO_STATUS_SUCCESS && count.get(JAVA_INT, 0) == 1) {
                    index[0] = (int) first.reinterpret(Long.BYTES).get(JAVA_LONG, 0);
                }
                freeGlyphs.invokeExact(first);
            }
        });
        return index[0];
    }

    /** Draws glyphs, each a {@code cairo_glyph_t}, in one colour; all else of the context stays as it is. */
    void show(long cairo, long scaledFont, MemorySegment glyphs, int count, double red, double green, double blue) {
        call(() -> {
            save.invokeExact(cairo);
            setSource.invokeExact(cairo, red, green, blue);
            setScaledFont.invokeExact(cairo, scaledFont);
            showGlyphs.invokeExact(cairo, glyphs, count);
            restore.invokeExact(cairo);
        });
    }
}
