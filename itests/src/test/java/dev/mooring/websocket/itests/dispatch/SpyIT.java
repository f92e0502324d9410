package dev.mooring.websocket.itests.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.ExtensionBundle;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** A bundle that listens on every topic learns that something happens, and nothing else. */
public class SpyIT extends DispatchTest {

    /** Part of every secret there is. */
    private static final String SECRET = "sesame";

    private static final String OWNER = SECRET + "-owner";

    @Override
    @Configuration
    public Option[] container() {
        Stream<Option> opened = Stream.of(
                        "java.lang",
                        "java.lang.invoke",
                        "java.lang.ref",
                        "java.lang.reflect",
                        "java.net",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "java.text",
                        "java.util",
                        "java.util.concurrent",
                        "java.util.concurrent.atomic",
                        "java.util.concurrent.locks",
                        "jdk.internal.vm",
                        "sun.nio.cs")
                .map(name -> CoreOptions.vmOption("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        // Without time-outs EventAdmin calls all handlers on the thread that sends, so the spy is on core's own.
        Stream<Option> others = Stream.of(
                Containers.support(),
                CoreOptions.frameworkProperty("org.apache.felix.eventadmin.Timeout")
                        .value("0"));
        return Containers.felix(Stream.concat(opened, others).toArray(Option[]::new));
    }

    /** For a spy that takes its time. */
    @Before
    public void bePatient() throws IOException {
        dev.mooring.websocket.itests.Configuration.set(context, Map.of("busTimeoutMillis", 60_000));
    }

    @After
    public void beImpatient() throws Exception {
        dev.mooring.websocket.itests.Configuration.delete(context);
    }

    @Test
    public void aSpyOnEveryTopicLearnsNothing() throws Exception {
        try (EchoServer quiet =
                EchoServer.start(EchoServerOptions.defaults().withoutEcho().withSubprotocols(SECRET + "-protocol"))) {
            Bundle spy = extensions.start(spyingFor("127.0.0.1:" + quiet.port()), "test:spying");
            extensions.start(spied(quiet), SECRET + "-location");
            await().until(() -> quiet.sessions().size() == 1);
            EchoSession session = quiet.sessions().get(0);

            for (int i = 0; i < 10; i++) {
                get(session.sendText(SECRET + "-text " + i));
                get(session.sendBinary(UTF_8.encode(SECRET + "-binary " + i)));
            }
            await().until(() -> session.messages().size() == 30);
            get(session.close(4711, SECRET + "-reason"));
            await().until(() -> notes(spy, SpyExtension.EVENTS).size() == 22);

            assertThat(notes(spy, SpyExtension.FOUND)).isEmpty();
            assertThat(notes(spy, SpyExtension.CLOSED))
                    .as("it could look everywhere")
                    .isEmpty();
            assertThat(notes(spy, SpyExtension.REACHED))
                    .filteredOn(name -> name.startsWith("dev.mooring.websocket.core"))
                    .as("of core's objects")
                    .containsExactly("dev.mooring.websocket.core: dev.mooring.websocket.core.dispatch.Ticket");
            assertThat(notes(spy, SpyExtension.THREADS)).allMatch(name -> name.startsWith(Core.THREADS));
            assertThat(notes(spy, SpyExtension.SERVICES)).contains("org.osgi.service.event.EventHandler");
            assertThat(notes(spy, SpyExtension.GIVEN))
                    .as("the last one to whoever says that it is an EventAdmin")
                    .containsExactly(
                            "dev.mooring.websocket.WebSocketService",
                            "dev.mooring.websocket.platform.UrlPolicy",
                            "org.osgi.service.event.EventHandler");
        }
    }

    private static ExtensionBundle spied(EchoServer quiet) {
        return ExtensionBundle.named(OWNER)
                .withHeader(SpiedExtension.URL, quiet.url("/" + SECRET + "-path?" + SECRET + "-query"))
                .withHeader(SpiedExtension.SECRET, SECRET)
                .withActivator(SpiedExtension.class);
    }

    private static ExtensionBundle spyingFor(String endpoint) {
        return ExtensionBundle.named("spying")
                .withImports("org.osgi.service.event")
                .withHeader(SpyExtension.SECRETS, SECRET + "," + endpoint)
                .withHeader(SpyExtension.OWNER, OWNER)
                .withActivator(SpyExtension.class)
                .withClasses(SpyWalk.class);
    }

    @SuppressWarnings("unchecked")
    private static Set<String> notes(Bundle spy, String about) {
        ServiceReference<?> notes = Arrays.stream(spy.getRegisteredServices())
                .filter(service -> List.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                        .contains(Map.class.getName()))
                .findFirst()
                .orElseThrow();
        return ((Map<String, Set<String>>) spy.getBundleContext().getService(notes)).get(about);
    }

    @Test
    public void theSpyFindsWhatThereIsToFind() {
        Object[] hidingPlaces = {
            "the " + SECRET,
            ("the " + SECRET).toCharArray(),
            ("the " + SECRET).getBytes(UTF_8),
            ByteBuffer.wrap(SECRET.getBytes(UTF_8)).asReadOnlyBuffer(),
            ByteBuffer.allocateDirect(6).put(SECRET.getBytes(UTF_8)),
            List.of(Map.of("key", new WeakReference<>(new StringBuilder(SECRET)))),
            CompletableFuture.completedFuture(SECRET),
        };

        for (Object place : hidingPlaces) {
            SpyWalk walk = new SpyWalk(List.of(SECRET)).from("place", place);

            assertThat(walk.found()).as("%s", place.getClass()).isNotEmpty();
            assertThat(walk.closed()).isEmpty();
        }
    }
}
