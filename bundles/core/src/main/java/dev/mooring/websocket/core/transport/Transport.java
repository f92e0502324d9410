package dev.mooring.websocket.core.transport;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.deflate.DeflatePool;
import dev.mooring.websocket.core.dial.DialRequest;
import dev.mooring.websocket.core.socket.Lookout;
import dev.mooring.websocket.core.thread.Patrol;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.upgrade.Handshake;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes wires, and knows those that are in use. */
public final class Transport {

    private final Supplier<Settings> settings;
    private final Workers workers;
    private final Handshake handshake;
    private final TyrusClient tyrus;
    private final Patrol patrol;
    private final Lookout lookout;
    private final DeflatePool deflaters = new DeflatePool();
    private final Set<SocketWire> wires = ConcurrentHashMap.newKeySet();

    /**
     * @param settings asked for each connection
     * @throws IllegalStateException if the system has no file descriptors left
     */
    public Transport(Supplier<Settings> settings, Workers workers, Handshake handshake) {
        this.settings = settings;
        this.workers = workers;
        this.handshake = handshake;
        this.patrol = new Patrol(workers);
        this.lookout = lookout(workers);
        this.tyrus = new TyrusClient();
    }

    private static Lookout lookout(Workers workers) {
        try {
            return new Lookout(workers.unwaitedThreads());
        } catch (IOException e) {
            throw new IllegalStateException("The system gives no file descriptors, so no connection can be made", e);
        }
    }

    /** Starts to connect, and returns at once. The listener hears how it went. */
    public Wire dial(DialRequest request, WireListener listener) {
        SocketWire wire = new SocketWire(
                request, listener, handshake, tyrus, settings.get(), workers, patrol, lookout, deflaters, this::ended);
        wires.add(wire);
        if (!workers.start(wire::run)) {
            ended(wire);
            throw new WebSocketException(Reason.SERVICE_STOPPED, "The WebSocket service has stopped.");
        }
        return wire;
    }

    private synchronized void ended(SocketWire wire) {
        wires.remove(wire);
        notifyAll();
    }

    /**
     * Waits until all sockets are closed.
     *
     * @return false if some still are open after that time
     */
    public synchronized boolean awaitNoWires(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!wires.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Closes what is left, without a word to the peers. */
    public void stop() {
        wires.forEach(Wire::abort);
        lookout.close();
        tyrus.stop();
        // Those in use end with their wires.
        deflaters.close();
    }

    /**
     * Waits until nothing of this runs any more but what its workers do, after {@link #stop()}.
     *
     * @return false if something still does after that time
     */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return lookout.awaitEnd(patience);
    }
}
