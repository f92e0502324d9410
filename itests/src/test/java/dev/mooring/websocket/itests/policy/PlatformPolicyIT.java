package dev.mooring.websocket.itests.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.spi.ConnectAttempt;
import dev.mooring.websocket.spi.ConnectPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A platform adds rules of its own; nobody else can. */
public class PlatformPolicyIT extends ContainerTest {

    @Inject
    private BundleContext context;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Extensions extensions;
    private Platform platform;
    private Bundle extension;
    private WebSocketService sockets;
    private EchoServer server;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(Containers.support(), Platform.named());
    }

    @Before
    public void startAll() throws Exception {
        server = EchoServer.start();
        extensions = new Extensions(context);
        platform = Platform.start(extensions);
        extension = extensions.start(Platform.content("chat"), "test:chat");
        sockets = Extensions.socketsOf(extension);
    }

    @After
    public void stopAll() throws Exception {
        extensions.uninstallAll();
        server.close();
    }

    @Test
    public void aPolicySeesTheAttemptAndRefusesIt() throws Exception {
        platform.register(ConnectPolicy.class, attempt -> {
            asked.add(attempt.extensionId() + " " + attempt.bundleId() + " " + attempt.location() + " " + attempt.url()
                    + " " + attempt.url().requestTarget() + " " + attempt.headerNames() + " " + attempt.subprotocols());
            return Optional.of("use the company's chat.");
        });

        WebSocketException refusal = failure(
                WebSocketException.class,
                sockets.connect(
                                "ws://Example.com:8080/chat?room=1",
                                ConnectOptions.defaults()
                                        .withHeader("Authorization", "secret")
                                        .withSubprotocols("chat-v2"))
                        .opened());

        assertThat(refusal.reason()).isEqualTo(Reason.POLICY_REFUSED);
        assertThat(refusal).hasMessage("The platform does not allow this connection: use the company's chat.");
        assertThat(asked)
                .containsExactly("chat " + extension.getBundleId()
                        + " test:chat example.com:8080 /chat?room=1 [Authorization] [chat-v2]");
    }

    @Test
    public void aPolicyThatIsGoneRefusesNothing() throws Exception {
        ServiceRegistration<ConnectPolicy> policy =
                platform.register(ConnectPolicy.class, attempt -> Optional.of("never."));
        refused();

        policy.unregister();

        get(sockets.connect(server.url("/")).opened());
    }

    @Test
    public void aPolicyThatThrowsRefuses() throws Exception {
        platform.register(ConnectPolicy.class, attempt -> {
            throw new IllegalStateException("on purpose");
        });

        refused();
    }

    @Test
    public void aPolicyThatHasNoAnswerOrFailsBadlyRefuses() throws Exception {
        ServiceRegistration<ConnectPolicy> policy = platform.register(ConnectPolicy.class, attempt -> null);
        refused();
        policy.unregister();

        platform.register(ConnectPolicy.class, attempt -> {
            throw new AssertionError("on purpose");
        });
        refused();
        assertThat(sockets.connections()).isEmpty();
    }

    @Test
    public void allPoliciesMustAgree() throws Exception {
        Platform.register(platform.bundle(), ConnectPolicy.class, attempt -> Optional.empty(), 1000);
        Platform.register(platform.bundle(), ConnectPolicy.class, attempt -> Optional.of("no."), -1000);

        refused();
    }

    @Test
    public void aPolicyJudgesTheAddressBeforeItIsDialled() throws Exception {
        platform.register(ConnectPolicy.class, new ConnectPolicy() {
            @Override
            public Optional<String> refusal(ConnectAttempt attempt) {
                return Optional.empty();
            }

            @Override
            public Optional<String> refusal(ConnectAttempt attempt, InetAddress address) {
                asked.add(address.getHostAddress());
                return address.isLoopbackAddress() ? Optional.of("not this machine.") : Optional.empty();
            }
        });

        refused();

        assertThat(asked).containsExactly("127.0.0.1");
        assertThat(server.sessions()).isEmpty();
    }

    @Test
    public void whatTheUrlPolicyRefusesNoPolicyHearsOf() throws Exception {
        platform.register(ConnectPolicy.class, attempt -> {
            asked.add(attempt.url().toString());
            return Optional.empty();
        });

        WebSocketException refusal = failure(
                WebSocketException.class, sockets.connect("http://example.com/").opened());

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_URL);
        assertThat(asked).isEmpty();
    }

    private void refused() throws Exception {
        WebSocketException refusal = failure(
                WebSocketException.class, sockets.connect(server.url("/")).opened());
        assertThat(refusal.reason()).isEqualTo(Reason.POLICY_REFUSED);
        assertThat(server.sessions()).as("a refused connect opens no socket").isEmpty();
    }
}
