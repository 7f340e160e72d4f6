// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.gtk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Control;

/**
 * The name by which screen readers call a control that has no text of its own and no label before it. With GTK 3 it is
 * told to ATK, as {@code gtk_widget_get_accessible} and {@code atk_object_set_name} of gtkwidget.h and atkobject.h want
 * it; with any other toolkit SWT is told alone.
 */
public final class AccessibleName {

    private static final Optional<AccessibleName> ATK = load();

    private final MethodHandle accessibleOf;
    private final MethodHandle setName;

    private AccessibleName(SymbolLookup library) {
        Linker linker = Linker.nativeLinker();
        accessibleOf = linker.downcallHandle(library.findOrThrow("gtk_widget_get_accessible"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
        setName = linker.downcallHandle(library.findOrThrow("atk_object_set_name"),
                FunctionDescriptor.ofVoid(JAVA_LONG, ADDRESS));
    }

    private static Optional<AccessibleName> load() {
        try {
            return Optional.of(new AccessibleName(SymbolLookup.libraryLookup("libgtk-3.so.0", Arena.global())
                    .or(SymbolLookup.libraryLookup("libatk-1.0.so.0", Arena.global()))));
        } catch (IllegalArgumentException | NoSuchElementException | IllegalCallerException missing) {
            return Optional.empty();
        }
    }

    /** Gives a control a name. UI thread only. */
    public static void set(Control control, String name) {
        control.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                if (event.childID == ACC.CHILDID_SELF) {
                    event.result = name;
                }
            }
        });
        ATK.ifPresent(atk -> atk.tell(control.handle, name));
    }

    private void tell(long widget, String name) {
        try (Arena arena = Arena.ofConfined()) {
            long accessible = (long) accessibleOf.invokeExact(widget);
            setName.invokeExact(accessible, arena.allocateFrom(name));
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
