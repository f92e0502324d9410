package dev.mooring.websocket.core.dial;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.core.thread.Alarm;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.url.AddressBook;
import dev.mooring.websocket.core.url.Host;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The steps of one dialling on one route.
 *
 * @param patience for TCP, if there is another route; empty if only the cut-off ends it
 */
record Dialling(
        DialRequest request, Cutoff cutoff, AddressBook addresses, Workers workers, Optional<Duration> patience) {

    /** The addresses of the target, of which nobody has anything against any. */
    List<InetAddress> judged() throws InterruptedException {
        List<InetAddress> judged = await(addresses.resolve(request.url(), asker()), "");
        judged.forEach(request.addressCheck());
        return judged;
    }

    /** Those of a host of the platform's choice. Throws {@link IOException} if it has none. */
    List<InetAddress> addressesOf(Host host, String ifSlow) throws IOException, InterruptedException {
        try {
            return await(addresses.lookUp(host, asker()), ifSlow);
        } catch (WebSocketException e) {
            if (e.reason() == Reason.UNKNOWN_HOST) {
                throw new IOException("its name is unknown", e);
            }
            throw e;
        }
    }

    private String asker() {
        return request.attempt().extensionId();
    }

    private List<InetAddress> await(CompletableFuture<List<InetAddress>> answer, String ifSlow)
            throws InterruptedException {
        Closeable giveUp = () -> answer.cancel(false);
        cutoff.guard(giveUp, ifSlow);
        try {
            return answer.get();
        } catch (CancellationException e) {
            throw cutoff.reasonOr(new WebSocketException(Reason.CANCELLED, "Connecting was given up."));
        } catch (ExecutionException e) {
            throw cutoff.reasonOr((WebSocketException) requireNonNull(e.getCause()));
        }
    }

    /** Throws what has come of each address if none can be connected to. */
    ChannelSocket connect(List<InetAddress> to, int port, String ifSlow) throws IOException, InterruptedException {
        Race race = new Race(to, port, ChannelSocket::open, workers);
        cutoff.guard(race, ifSlow);
        Optional<Alarm> tooLong = patience.map(time -> workers.schedule(race::expire, time));
        try {
            ChannelSocket socket = race.run();
            cutoff.guard(socket, ifSlow);
            return socket;
        } finally {
            tooLong.ifPresent(Alarm::cancel);
        }
    }
}
