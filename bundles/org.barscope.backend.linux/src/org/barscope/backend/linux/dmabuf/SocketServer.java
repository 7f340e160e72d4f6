// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.barscope.core.backend.BackendException;
import org.barscope.core.dmabuf.DmabufServer;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.event.Poll;
import org.barscope.linux.event.Poll.Interest;
import org.barscope.linux.event.Poll.Ready;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.socket.UnixConnection;
import org.barscope.linux.socket.UnixListener;

/** Hands a DMABUF to every program that connects, on a thread of its own. */
final class SocketServer implements DmabufServer {

    private static final System.Logger LOG = System.getLogger(SocketServer.class.getName());

    private final KernelDmabuf dmabuf;
    private final UnixListener listener;
    private final EventFd wake;
    private final AtomicInteger served = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    private SocketServer(KernelDmabuf dmabuf, UnixListener listener, EventFd wake) {
        this.dmabuf = dmabuf;
        this.listener = listener;
        this.wake = wake;
        this.thread = new Thread(this::serve, "DMABUF server " + listener.path());
        thread.setDaemon(true);
    }

    static SocketServer start(KernelDmabuf dmabuf, Path socket) throws BackendException {
        try {
            EventFd wake = EventFd.create("end of serving");
            try {
                SocketServer server = new SocketServer(dmabuf, UnixListener.bind(socket), wake);
                server.thread.start();
                return server;
            } catch (ErrnoException | RuntimeException | Error failed) {
                wake.close();
                throw failed;
            }
        } catch (ErrnoException refused) {
            throw SocketRefusals.listening("serve " + dmabuf.uri() + " on " + socket, refused);
        }
    }

    private void serve() {
        try {
            while (!closed) {
                List<Ready> ready = Poll.await(null, Interest.readable(wake.descriptor()),
                        Interest.readable(listener.descriptor()));
                if (!closed && ready.stream().anyMatch(r -> r.descriptor() == listener.descriptor())) {
                    serveOne();
                }
            }
        } catch (ErrnoException problem) {
            if (!closed) {
                LOG.log(System.Logger.Level.WARNING, "serving " + dmabuf.uri() + " on " + socket() + " has ended",
                        problem);
            }
        }
    }

    private void serveOne() throws ErrnoException {
        try (UnixConnection connection = listener.accept()) {
            try {
                dmabuf.sendOver(connection);
                served.incrementAndGet();
            } catch (ErrnoException leftMeanwhile) {
                LOG.log(System.Logger.Level.DEBUG, "a program connected to " + socket() + " and left", leftMeanwhile);
            }
        }
    }

    @Override
    public Path socket() {
        return listener.path();
    }

    @Override
    public int served() {
        return served.get();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            wake.signal();
            thread.join();
        } catch (ErrnoException impossible) {
            throw new IllegalStateException("cannot wake the thread that serves", impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        listener.close();
        wake.close();
    }
}
