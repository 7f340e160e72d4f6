// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.AddressSpaces;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.core.dmabuf.IommuMapping.Wish;
import org.barscope.core.inventory.DmabufRecord;

/** The address spaces that a simulated IOMMU gives to devices, one each. */
final class SimAddressSpaces implements AddressSpaces {

    private static final long FIRST_ADDRESS = 0x1_0000_0000L;

    private final SimMachine machine;
    private final SimDmabufs dmabufs;
    private final List<IommuMapping> mappings = new ArrayList<>();
    private final List<Consumer<List<IommuMapping>>> listeners = new CopyOnWriteArrayList<>();
    private long nextAddress = FIRST_ADDRESS;
    private int nextId = 1;

    SimAddressSpaces(SimMachine machine, SimDmabufs dmabufs) {
        this.machine = machine;
        this.dmabufs = dmabufs;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.empty();
    }

    @Override
    public synchronized List<IommuMapping> mappings() {
        return List.copyOf(mappings);
    }

    @Override
    public IommuMapping map(Wish wish, boolean acceptReset) throws BackendException {
        String attempt = "map " + wish.dmabuf() + " for sim:" + wish.target();
        machine.control().usable(wish.target(), attempt, acceptReset);
        dmabufs.look();
        DmabufRecord record = record(wish).orElseThrow(() -> new BackendException(Reason.NOT_FOUND, attempt,
                "there is no such DMABUF", "'barscope dmabufs' shows what there is"));
        long page = dmabufs.pageSize();
        long length = wish.length().orElse(record.size() - wish.offset());
        if (wish.offset() < 0 || wish.offset() % page != 0 || length <= 0 || length % page != 0
                || wish.offset() + length > record.size() || wish.iova().orElse(0) % page != 0) {
            throw new BackendException(Reason.USAGE, attempt, "offset, length and address must be multiples of " + page
                    + " inside the buffer", "");
        }
        if (record.ranges().size() > 1) {
            throw new BackendException(Reason.REFUSED, attempt, "it is made of several ranges, and only a DMABUF of one"
                    + " can be mapped", "export one range");
        }
        if (!record.status().live()) {
            throw new BackendException(Reason.REFUSED, attempt, record.status().reason(), "try again when it is back");
        }
        return add(wish, length);
    }

    private IommuMapping add(Wish wish, long length) {
        IommuMapping made;
        synchronized (this) {
            long iova = wish.iova().orElse(nextAddress);
            if (wish.iova().isEmpty()) {
                nextAddress += length;
            }
            made = new IommuMapping(nextId++, wish, wish.target().routingId(), iova, length, true, "");
            mappings.add(made);
        }
        tell();
        return made;
    }

    @Override
    public void unmap(IommuMapping mapping) {
        synchronized (this) {
            mappings.removeIf(m -> m.id() == mapping.id());
        }
        tell();
    }

    @Override
    public IommuMapping mapAgain(IommuMapping mapping) throws BackendException {
        unmap(mapping);
        Wish wish = mapping.wish();
        return map(new Wish(wish.target(), wish.dmabuf(), wish.offset(), OptionalLong.of(mapping.length()),
                OptionalLong.of(mapping.iova()), wish.writable()), true);
    }

    @Override
    public Registration listen(Consumer<List<IommuMapping>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A revocation cuts a mapping off, and only mapping it again mends that. */
    void look() {
        boolean changed = false;
        synchronized (this) {
            for (int i = 0; i < mappings.size(); i++) {
                IommuMapping old = mappings.get(i);
                Optional<DmabufRecord> record = record(old.wish());
                String why = record.isEmpty() ? "the DMABUF is gone"
                        : record.get().status().live() ? "" : record.get().status().reason();
                if (old.valid() && !why.isEmpty()) {
                    mappings.set(i, new IommuMapping(old.id(), old.wish(), old.addressSpace(), old.iova(),
                            old.length(), false, why + "; it has to be mapped again"));
                    changed = true;
                }
            }
        }
        if (changed) {
            tell();
        }
    }

    private Optional<DmabufRecord> record(Wish wish) {
        return dmabufs.records().stream().filter(r -> r.uri().equals(wish.dmabuf())).findFirst();
    }

    private void tell() {
        List<IommuMapping> now = mappings();
        listeners.forEach(listener -> listener.accept(now));
    }
}
