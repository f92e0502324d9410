package dev.mooring.websocket.core.url;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.thread.Crew;
import dev.mooring.websocket.core.thread.ReadOnlyStage;
import dev.mooring.websocket.core.url.HostResolver.LookUp;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import dev.mooring.websocket.platform.UrlPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The URL policy: keeps everybody but the platform from this machine's reserved ports, whatever they are called. */
public final class UrlRules implements UrlPolicy, AddressBook {

    private final ReservedTargets reserved;
    private final OwnAddresses own;
    private final LookUp system;
    private final ThreadFactory threads;
    private final ThisMachine thisMachine;
    private final HostResolver resolver;

    /** Each waits for one answer, and then belongs to what is chained to it. */
    private final Crew waiting;

    /** @param threads makes threads that nobody waits for: the system's resolver may hold them */
    public UrlRules(ReservedTargets reserved, ThreadFactory threads) {
        this(reserved, OwnAddresses.ofThisMachine(), InetAddress::getAllByName, threads);
    }

    UrlRules(ReservedTargets reserved, OwnAddresses own, LookUp system, ThreadFactory threads) {
        this.reserved = reserved;
        this.own = own;
        this.system = system;
        this.threads = threads;
        this.thisMachine = new ThisMachine(reserved, own);
        this.resolver = new HostResolver(system, threads);
        this.waiting = new Crew(threads);
    }

    /** The same rules, of which the one can't see or hold up what the other is asked. */
    public UrlRules forOthers() {
        return new UrlRules(reserved, own, system, threads);
    }

    /** Learns the machine's host name, so that the text check knows it. Returns at once. */
    public void start() {
        CompletableFuture<List<InetAddress>> unused = resolver.ask(HostResolver.ANYBODY, own::askHostName);
    }

    @Override
    public CheckedUrl check(UrlKind kind, String url) {
        CheckedUrl checked = new UrlForm(requireNonNull(kind, "kind")).parse(requireNonNull(url, "url"));
        judgeText(checked);
        return checked;
    }

    private Host judgeText(CheckedUrl url) {
        Host host = new UrlForm(url.kind()).parseHost(url.host());
        if (reserved.isReserved(url.port()) && thisMachine.isNamed(host)) {
            throw refused(url, "counts as this machine");
        }
        return host;
    }

    @Override
    public CompletionStage<List<InetAddress>> resolve(CheckedUrl url, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("The timeout has to be more than zero: " + timeout);
        }
        CompletableFuture<List<InetAddress>> answer = resolve(url, HostResolver.ANYBODY);
        ReadOnlyStage<List<InetAddress>> stage = new ReadOnlyStage<>();
        // On a thread of its own: what is chained to the stage may block, and look-ups have few threads.
        if (!waiting.start(() -> await(answer, url, timeout, stage))) {
            stage.fail(HostResolver.stopped());
        }
        return stage;
    }

    private static void await(
            CompletableFuture<List<InetAddress>> answer,
            CheckedUrl url,
            Duration timeout,
            ReadOnlyStage<List<InetAddress>> stage) {
        List<InetAddress> addresses;
        try {
            addresses = answer.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            stage.fail(requireNonNull(e.getCause()));
            return;
        } catch (TimeoutException e) {
            answer.cancel(false);
            stage.fail(new WebSocketException(
                    Reason.TIMEOUT, "Looking up " + url.host() + " took longer than " + timeout.toMillis() + " ms."));
            return;
        } catch (InterruptedException e) {
            answer.cancel(false);
            stage.fail(HostResolver.stopped());
            return;
        }
        stage.succeed(addresses);
    }

    @Override
    public CompletableFuture<List<InetAddress>> resolve(CheckedUrl url, String asker) {
        Host host;
        try {
            host = judgeText(url);
        } catch (WebSocketException e) {
            return CompletableFuture.failedFuture(e);
        }
        InetAddress literal = host.address();
        boolean isReserved = reserved.isReserved(url.port());
        if (literal != null) {
            List<InetAddress> addresses = List.of(literal);
            return isReserved
                    ? resolver.ask(asker, () -> judged(addresses, url))
                    : CompletableFuture.completedFuture(addresses);
        }
        return resolver.ask(asker, () -> {
            List<InetAddress> addresses = resolver.lookUp(url.bareHost());
            return isReserved ? judged(addresses, url) : addresses;
        });
    }

    @Override
    public CompletableFuture<List<InetAddress>> lookUp(Host host, String asker) {
        InetAddress literal = host.address();
        return literal == null
                ? resolver.ask(asker, () -> resolver.lookUp(host.name()))
                : CompletableFuture.completedFuture(List.of(literal));
    }

    @Override
    public boolean isReserved(int port) {
        return reserved.isReserved(port);
    }

    private List<InetAddress> judged(List<InetAddress> addresses, CheckedUrl url) {
        Set<InetAddress> ownAddresses;
        try {
            ownAddresses = own.ask();
        } catch (IOException e) {
            throw refused(url, "may be this machine, whose addresses can't be read (" + e.getMessage() + ")");
        }
        for (InetAddress address : addresses) {
            if (thisMachine.isAt(address, ownAddresses)) {
                throw refused(url, "leads to this machine (" + address.getHostAddress() + ")");
            }
        }
        return addresses;
    }

    private static WebSocketException refused(CheckedUrl url, String why) {
        return new WebSocketException(
                Reason.URL_REFUSED,
                "Connections to " + url + " are refused: " + url.host() + " " + why + ", and port " + url.port()
                        + " is reserved for the platform's own services. Use another port or host.");
    }

    /** Fails what is pending, and interrupts what is chained to it. */
    public void stop(Duration patience) {
        waiting.stop();
        try {
            resolver.stop(patience);
            waiting.awaitQuiet(patience);
        } catch (InterruptedException e) {
            // Whoever stops us is in a hurry.
            Thread.currentThread().interrupt();
        }
    }
}
