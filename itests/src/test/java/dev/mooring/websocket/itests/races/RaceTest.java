package dev.mooring.websocket.itests.races;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.inject.Inject;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** A test of races: they need a server, extensions, and a file for how they ended. */
public abstract class RaceTest extends ContainerTest {

    @Inject
    protected BundleContext context;

    protected EchoServer server;
    protected Extensions extensions;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(Containers.support(), races());
    }

    static Option races() {
        return composite(
                systemProperty(Race.ROUNDS).value(System.getProperty(Race.ROUNDS)),
                systemProperty(RaceReport.FILE)
                        .value(Containers.target().resolve("races.txt").toString()));
    }

    @BeforeClass
    public static void pollVeryOften() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(1));
    }

    @Before
    public void startServer() throws Exception {
        server = EchoServer.start();
        extensions = new Extensions(context);
    }

    @After
    public void stopServer() throws Exception {
        extensions.uninstallAll();
        server.close();
    }

    /** Waits for the outcome: nothing if it has opened, and why not otherwise. */
    static Optional<WebSocketException> failureOf(WebSocketConnection connection)
            throws InterruptedException, TimeoutException {
        return failureOf(connection.opened());
    }

    /** Waits for the outcome: nothing if it is a success. */
    static Optional<WebSocketException> failureOf(CompletionStage<?> stage)
            throws InterruptedException, TimeoutException {
        try {
            stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of((WebSocketException) e.getCause());
        }
    }

    static Optional<Reason> reasonOf(WebSocketConnection connection) throws InterruptedException, TimeoutException {
        return failureOf(connection).map(WebSocketException::reason);
    }
}
