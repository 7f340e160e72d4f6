// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.Span;

/**
 * What is wrong with a wish to export, found without asking the kernel, whose one {@code EINVAL} says nothing
 * ({@code vfio_pci_core_feature_dma_buf} in drivers/vfio/pci/vfio_pci_dmabuf.c). Costs microseconds: a dialog asks it
 * at every key.
 */
public final class ExportCheck {

    /** The most bytes that the kernel takes as a buffer's name ({@code DMA_BUF_NAME_LEN} with the final zero). */
    public static final int MAX_NAME_BYTES = 31;

    /**
     * Something that is wrong.
     *
     * @param range  the index of the range that is; empty when it is the BAR or the name
     * @param why    one clause without a final stop
     * @param remedy what to do instead; empty when nothing helps
     */
    public record Problem(OptionalInt range, String why, String remedy) {

        /** As the user sees it where there is room for one line. */
        public String sentence() {
            return remedy.isEmpty() ? why : why + "; " + remedy;
        }
    }

    private final int pageSize;

    /** @param pageSize the kernel's, in bytes, a power of two */
    public ExportCheck(int pageSize) {
        this.pageSize = pageSize;
    }

    /** What keeps this BAR from being exported at all; empty when some range of it can be. */
    public Optional<Problem> barProblem(BarRecord bar) {
        if (bar.index() == BarRecord.ROM_INDEX) {
            return whole("it is the expansion ROM, and only BARs 0 to 5 can be exported", "");
        }
        if (bar.kind() == BarKind.IO) {
            return whole(bar.regionName() + " is a range of I/O ports, and only memory can be a DMABUF", "");
        }
        if (bar.size() < pageSize) {
            return whole(bar.regionName() + " has " + bar.size() + " bytes, less than one page of " + pageSize
                    + ", and a DMABUF is made of whole pages", "open the BAR itself, which can be mapped");
        }
        return Optional.empty();
    }

    /** Everything that is wrong, that of the BAR first; empty when the kernel can be asked. */
    public List<Problem> problems(BarRecord bar, List<Span> ranges, String name) {
        List<Problem> found = new ArrayList<>();
        barProblem(bar).ifPresent(found::add);
        if (found.isEmpty()) {
            for (int i = 0; i < ranges.size(); i++) {
                rangeProblem(bar, ranges, i).ifPresent(found::add);
            }
        }
        nameProblem(name).ifPresent(found::add);
        return List.copyOf(found);
    }

    /** What is wrong with a buffer's name. */
    public static Optional<Problem> nameProblem(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        return length <= MAX_NAME_BYTES ? Optional.empty() : whole("the name has " + length
                + " bytes, and the kernel keeps " + MAX_NAME_BYTES, "choose a shorter one");
    }

    private Optional<Problem> rangeProblem(BarRecord bar, List<Span> ranges, int index) {
        Span range = ranges.get(index);
        String words = "the range 0x" + Long.toHexString(range.offset()) + "+0x" + Long.toHexString(range.length());
        if (range.length() == 0) {
            return at(index, words + " is empty", "give it a length of at least one page, 0x"
                    + Long.toHexString(pageSize));
        }
        if (range.end() > bar.size()) {
            return at(index, words + " ends past " + bar.regionName() + ", which has 0x"
                    + Long.toHexString(bar.size()) + " bytes", range.offset() >= bar.size() ? ""
                    : "the longest from there is 0x" + Long.toHexString(bar.size() - range.offset()));
        }
        if (range.offset() % pageSize != 0) {
            return at(index, words + " does not begin at a page of 0x" + Long.toHexString(pageSize) + " bytes",
                    "begin at 0x" + Long.toHexString(range.offset() & -(long) pageSize));
        }
        if (range.length() % pageSize != 0) {
            return at(index, words + " is not made of whole pages of 0x" + Long.toHexString(pageSize) + " bytes",
                    "make it 0x" + Long.toHexString(range.length() + pageSize - 1 & -(long) pageSize) + " long");
        }
        return Optional.empty();
    }

    private static Optional<Problem> whole(String why, String remedy) {
        return Optional.of(new Problem(OptionalInt.empty(), why, remedy));
    }

    private static Optional<Problem> at(int range, String why, String remedy) {
        return Optional.of(new Problem(OptionalInt.of(range), why, remedy));
    }

    /**
     * Requires that nothing is wrong.
     *
     * @param attempt what the user wanted, as {@link BackendException#attempt()}
     * @return the BAR
     * @throws BackendException {@code NOT_FOUND} when the device has no such BAR, {@code USAGE} with the first problem
     */
    public BarRecord require(String attempt, PciDeviceRecord device, BarExport wish) throws BackendException {
        BarRecord bar = device.bars().stream().filter(b -> b.index() == wish.bar()).findFirst()
                .orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt, "the device has no BAR "
                        + wish.bar(), "its BARs are " + String.join(", ", device.bars().stream()
                                .map(BarRecord::regionName).toList())));
        Optional<Problem> first = problems(bar, wish.ranges(), wish.name()).stream().findFirst();
        if (first.isPresent()) {
            throw new BackendException(Reason.USAGE, attempt, first.get().why(), first.get().remedy());
        }
        return bar;
    }
}
