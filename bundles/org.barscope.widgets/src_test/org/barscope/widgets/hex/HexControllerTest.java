// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HexControllerTest {

    private static final int ROWS = 10;

    private final TestView view = new TestView();
    private final HexController controller = new HexController(view);
    private final Writer writer = new Writer();

    /** Remembers edits; completes them when told to. */
    private static final class Writer implements HexEditHandler {

        private final List<HexEdit> edits = new ArrayList<>();
        private final List<CompletableFuture<Void>> results = new ArrayList<>();
        private final List<String> refusals = new ArrayList<>();
        private final List<Integer> pending = new ArrayList<>();

        @Override
        public CompletionStage<?> commit(HexEdit edit) {
            edits.add(edit);
            results.add(new CompletableFuture<>());
            return results.getLast();
        }

        @Override
        public void refused(String reason) {
            refusals.add(reason);
        }

        @Override
        public void pendingChanged(int units) {
            pending.add(units);
        }
    }

    @BeforeEach
    void size() {
        HexGeometry geometry = controller.geometry();
        controller.size(800, geometry.headerHeight() + ROWS * geometry.rowHeight());
    }

    private TestModel show(int bytes) {
        TestModel model = TestModel.ofSize(bytes);
        model.deliver(0, new int[Math.min(bytes, 4096)]);
        controller.model(model);
        return model;
    }

    private boolean key(CaretMove move) {
        return controller.perform(new HexAction.Move(move, false));
    }

    private void type(String characters) {
        for (char c : characters.toCharArray()) {
            controller.perform(new HexAction.Type(c));
        }
    }

    private long caret() {
        return controller.selection().orElseThrow().caret();
    }

    @Test
    void withoutBytesThereIsNothingToDo() {
        assertEquals(Optional.empty(), controller.selection());
        assertFalse(key(CaretMove.DOWN));
        controller.moveTo(5, HexPane.CELLS);
        controller.select(new HexRange(0, 3));
        assertEquals(Optional.empty(), controller.visible());
        assertEquals(List.of(), view.visible);
    }

    @Test
    void announcesWhatIsVisibleOnceAndOnlyWhenItChanges() {
        show(4096);
        assertEquals(List.of(Optional.of(new HexRange(0, 159))), view.visible);
        controller.refresh();
        key(CaretMove.DOWN);
        assertEquals(1, view.visible.size());
        controller.scrollRows(3);
        assertEquals(Optional.of(new HexRange(48, 207)), view.visible.getLast());
        controller.scrollRows(-3);
        controller.scrollRows(-3);
        assertEquals(3, view.visible.size());
    }

    @Test
    void keysScrollTheCaretIntoView() {
        show(4096);
        for (int i = 0; i < ROWS; i++) {
            key(CaretMove.DOWN);
        }
        assertEquals(160, caret());
        assertEquals(Optional.of(new HexRange(16, 175)), controller.visible());
        key(CaretMove.LAST);
        assertEquals(4095, controller.visible().orElseThrow().last());
        controller.scrollTo(0);
        assertEquals(4095, caret(), "scrolling leaves the caret");
        key(CaretMove.LEFT);
        assertTrue(controller.visible().orElseThrow().contains(4094));
    }

    @Test
    void anotherCellSizeKeepsPlaceAndCaret() {
        show(4096);
        controller.moveTo(0x345, HexPane.CELLS);
        controller.scrollTo(0x30);
        int layouts = view.layouts;
        controller.options(HexOptions.DEFAULT.withCellSize(4));
        assertEquals(layouts + 1, view.layouts);
        assertEquals(0x344, caret());
        assertEquals(0x30, controller.viewport().topRow());
        controller.size(801, controller.geometry().headerHeight() + ROWS * controller.geometry().rowHeight());
        assertEquals(layouts + 1, view.layouts, "a resize lays fixed rows out as before");
    }

    @Test
    void escapeRevertsFirstAndDeselectsThen() {
        show(64);
        controller.editHandler(writer);
        controller.select(new HexRange(8, 15));
        type("1");
        assertEquals(1, controller.pending());
        assertTrue(controller.perform(HexAction.Simple.CANCEL));
        assertEquals(0, controller.pending());
        assertTrue(controller.selection().orElseThrow().selected().isPresent());
        assertTrue(controller.perform(HexAction.Simple.CANCEL));
        assertEquals(Optional.empty(), controller.selection().orElseThrow().selected());
        assertFalse(controller.perform(HexAction.Simple.CANCEL), "left to the dialog");
    }

    @Test
    void typingAdvancesAndEnterWritesInTheOrderOfTyping() {
        show(64);
        controller.editHandler(writer);
        controller.moveTo(10, HexPane.CELLS);
        type("abcd");
        assertEquals(12, caret());
        controller.moveTo(3, HexPane.CELLS);
        type("77");
        assertEquals(List.of(), writer.edits, "nothing is written before Enter");
        assertTrue(controller.perform(HexAction.Simple.COMMIT));
        assertEquals(1, writer.edits.size(), "one at a time");
        assertEquals(3, controller.pending());
        writer.results.get(0).complete(null);
        view.runTasks();
        writer.results.get(1).complete(null);
        view.runTasks();
        writer.results.get(2).complete(null);
        view.runTasks();
        assertEquals(List.of(10L, 11L, 3L), writer.edits.stream().map(HexEdit::offset).toList());
        assertArrayEquals(TestModel.bytes(0xab), writer.edits.getFirst().bytes());
        assertEquals(0, controller.pending());
        assertEquals(List.of(1, 2, 3, 2, 1, 0), writer.pending);
        assertFalse(controller.perform(HexAction.Simple.COMMIT), "nothing is left to write");
    }

    @Test
    void aFailedWriteStaysPendingAndStopsTheRest() {
        show(64);
        controller.editHandler(writer);
        type("1122");
        controller.commit();
        type("33");
        assertEquals(3, controller.pending(), "other units can be typed meanwhile");
        controller.moveTo(0, HexPane.CELLS);
        type("4");
        assertTrue(writer.refusals.getLast().contains("under way"), writer.refusals.toString());
        controller.revert();
        assertEquals(2, controller.pending(), "what is being written cannot be reverted");
        writer.results.getFirst().completeExceptionally(new IOException("refused by the device"));
        view.runTasks();
        assertEquals(1, writer.edits.size());
        assertEquals(2, controller.pending());
        controller.revert();
        assertEquals(0, controller.pending());
    }

    @Test
    void aHandlerThatThrowsLeavesTheUnitPending() {
        show(64);
        controller.editHandler(edit -> {
            throw new IllegalStateException("no device");
        });
        type("1122");
        assertThrows(IllegalStateException.class, controller::commit);
        assertEquals(2, controller.pending());
        assertTrue(controller.revert());
        assertEquals(0, controller.pending());
    }

    @Test
    void nothingIsTypedWithoutAHandlerOrPermission() {
        TestModel model = show(64);
        type("11");
        assertEquals(0, controller.pending());
        assertEquals(0, caret());
        controller.editHandler(writer);
        model.refuse("Writing is not armed");
        type("11");
        assertEquals(0, controller.pending());
        assertEquals(List.of("Writing is not armed", "Writing is not armed"), writer.refusals);
    }

    @Test
    void enterSaysWhatIsMissing() {
        TestModel model = TestModel.ofSize(8);
        model.deliver(0, new byte[8], UnitState.GUARDED, UnitState.GUARDED, UnitState.GUARDED, UnitState.GUARDED,
                UnitState.GUARDED, UnitState.GUARDED, UnitState.GUARDED, UnitState.GUARDED);
        controller.model(model);
        controller.editHandler(writer);
        type("1");
        assertTrue(controller.perform(HexAction.Simple.COMMIT));
        assertEquals(List.of(), writer.edits);
        assertEquals(1, writer.refusals.size());
        assertEquals(1, controller.pending());
    }

    @Test
    void anotherModelBeginsAfresh() {
        show(4096);
        controller.editHandler(writer);
        key(CaretMove.LAST);
        type("1");
        show(64);
        assertEquals(0, caret());
        assertEquals(0, controller.pending());
        assertEquals(0, controller.viewport().topRow());
        assertEquals(Optional.of(new HexRange(0, 63)), controller.visible());
    }

    @Test
    void theRegionMayShrinkAndVanish() {
        TestModel model = show(4096);
        key(CaretMove.LAST);
        model.resize(64);
        controller.layout();
        assertEquals(63, caret());
        assertEquals(Optional.of(new HexRange(0, 63)), controller.visible());
        model.resize(0);
        controller.layout();
        assertEquals(Optional.empty(), controller.selection());
        assertEquals(Optional.empty(), view.visible.getLast());
    }

    @Test
    void showsOneSnapshotUntilRefreshed() {
        TestModel model = show(4);
        model.deliver(0, 9, 9, 9, 9);
        assertEquals(0, controller.snapshot().byteAt(0));
        controller.refresh();
        assertEquals(9, controller.snapshot().byteAt(0));
        assertEquals(0, controller.history().age(0));
    }

    @Test
    void switchingPanesNeedsATextColumn() {
        show(64);
        assertTrue(controller.perform(HexAction.Simple.SWITCH_PANE));
        assertEquals(HexPane.TEXT, controller.selection().orElseThrow().pane());
        assertTrue(controller.perform(HexAction.Simple.SWITCH_PANE));
        controller.options(HexOptions.DEFAULT.withText(TextEncoding.NONE));
        assertFalse(controller.perform(HexAction.Simple.SWITCH_PANE));
    }

    @Test
    void selectingShowsTheBeginning() {
        show(4096);
        controller.select(new HexRange(0x400, 0xbff));
        assertTrue(controller.visible().orElseThrow().contains(0x400));
        assertEquals(Optional.of(new HexRange(0x400, 0xbff)), controller.selection().orElseThrow().selected());
        controller.perform(HexAction.Simple.SELECT_ALL);
        assertEquals(Optional.of(new HexRange(0, 4095)), controller.selection().orElseThrow().selected());
        assertTrue(controller.visible().orElseThrow().contains(0x400), "selecting all does not scroll");
    }
}
