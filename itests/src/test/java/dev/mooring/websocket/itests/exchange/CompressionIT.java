package dev.mooring.websocket.itests.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketConnection;
import dev.mooring.websocket.WebSocketMessage;
import dev.mooring.websocket.itests.Configuration;
import dev.mooring.websocket.itests.support.Deflated;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.EchoSession;
import dev.mooring.websocket.itests.support.RawAnswer;
import dev.mooring.websocket.itests.support.RawFrame;
import dev.mooring.websocket.itests.support.RawServer;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;

/** Messages are compressed if the extension wants it, the platform lets it, and the server agrees. */
public class CompressionIT extends EchoTest {

    private static final String DEFLATE = "permessage-deflate";
    private static final String CLIENT_FORGETS = "; client_no_context_takeover";
    private static final String SERVER_FORGETS = "; server_no_context_takeover";
    private static final String NOTHING_OFFERED = "";
    private static final ConnectOptions COMPRESSING = ConnectOptions.defaults().withCompression();

    private static final int MANY = 10_000;

    @Inject
    private BundleContext context;

    @After
    public void forgetConfiguration() throws Exception {
        Configuration.delete(context);
        awaitOffer(DEFLATE + CLIENT_FORGETS + SERVER_FORGETS);
    }

    // ---- what is offered

    @Test
    public void whoDoesNotAskForItGetsNone() throws Exception {
        WebSocketConnection connection = get(sockets.connect(server.url("/")).opened());

        assertThat(onlySession().request().headers()).doesNotContainKey("Sec-WebSocket-Extensions");
        assertThat(connection.extensions()).isEmpty();
    }

    @Test
    public void whoAsksForItGetsItWithoutMemory() throws Exception {
        WebSocketConnection connection =
                get(sockets.connect(server.url("/"), COMPRESSING).opened());

        assertThat(onlySession().request().headers().get("Sec-WebSocket-Extensions"))
                .containsExactly(DEFLATE + CLIENT_FORGETS + SERVER_FORGETS);
        assertThat(connection.extensions()).hasValue(DEFLATE + CLIENT_FORGETS + SERVER_FORGETS);
    }

    @Test
    public void thePlatformMaySwitchItOff() throws Exception {
        Configuration.set(context, Map.of("compression", false));
        awaitOffer(NOTHING_OFFERED);

        WebSocketConnection connection =
                get(sockets.connect(server.url("/"), COMPRESSING).opened());

        assertThat(connection.extensions()).isEmpty();
    }

    @Test
    public void aServerMayDecline() throws Exception {
        try (RawServer old = RawServer.running(
                peer -> peer.send(RawAnswer.upgrade(peer.request().orElseThrow()), RawFrame.text("plain")))) {
            WebSocketConnection connection =
                    sockets.connect(old.url("/"), journaling().withCompression());
            get(connection.opened());
            get(connection.send("x".repeat(1000)));

            await().until(() -> journal.contains("text plain"));
            assertThat(connection.extensions()).isEmpty();
            await().until(() -> !old.peers().get(0).frames().isEmpty());
            assertThat(old.peers().get(0).frames().get(0).compressed()).isFalse();
        }
    }

    // ---- what is on the wire

    @Test
    public void whatPaysIsCompressedAndNothingElse() throws Exception {
        String json = json(1, 1000);
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        try (RawServer raw = agreeing(new byte[0])) {
            WebSocketConnection connection =
                    get(sockets.connect(raw.url("/"), COMPRESSING).opened());
            connection.send(json);
            connection.send("small");
            connection.send(ByteBuffer.wrap(noise));
            connection.send(ByteBuffer.wrap(new byte[1000]));

            await().until(() -> raw.peers().get(0).frames().size() == 4);
            List<RawFrame> frames = raw.peers().get(0).frames();
            assertThat(frames).extracting(RawFrame::compressed).containsExactly(true, false, false, true);
            assertThat(frames)
                    .extracting(RawFrame::opcode)
                    .containsExactly(RawFrame.TEXT, RawFrame.TEXT, RawFrame.BINARY, RawFrame.BINARY);
            assertThat(frames.get(0).payload().remaining()).isLessThan(500);
            assertThat(new String(Deflated.read(bytes(frames.get(0))), US_ASCII))
                    .isEqualTo(json);
            assertThat(frames.get(2).payload()).isEqualTo(ByteBuffer.wrap(noise));
            assertThat(Deflated.read(bytes(frames.get(3)))).isEqualTo(new byte[1000]);
        }
    }

    @Test
    public void compressedFragmentsComeAsOneMessage() throws Exception {
        byte[] hello = Deflated.of("Hello \u20ac".getBytes(UTF_8));
        try (RawServer raw = agreeing(
                RawFrame.compressed(false, RawFrame.TEXT, hello[0], hello[1]),
                RawFrame.of(true, RawFrame.PING),
                RawFrame.of(false, RawFrame.CONTINUATION),
                RawFrame.of(true, RawFrame.CONTINUATION, rest(hello)),
                RawFrame.text("plain"))) {
            sockets.connect(raw.url("/"), journaling().withCompression());

            await().until(() -> journal.contains("text plain"));
            assertThat(journal).containsExactly("open", "text Hello \u20ac", "text plain");
        }
    }

    // ---- with a real server

    @Test
    public void messagesOfAllKindsGoBothWaysWhoeverRemembers() throws Exception {
        remember();
        for (String answer : List.of(
                DEFLATE,
                DEFLATE + CLIENT_FORGETS,
                DEFLATE + SERVER_FORGETS,
                DEFLATE + CLIENT_FORGETS + SERVER_FORGETS)) {
            try (EchoServer jetty =
                    EchoServer.start(EchoServerOptions.defaults().withCompression(answer))) {
                List<WebSocketMessage> echoed = new CopyOnWriteArrayList<>();
                WebSocketConnection connection = get(sockets.connect(
                                jetty.url("/"), COMPRESSING.withOnMessage((its, message) -> echoed.add(message)))
                        .opened());
                assertThat(connection.extensions()).hasValue(answer);

                List<WebSocketMessage> sent = messages();
                for (WebSocketMessage message : sent) {
                    send(connection, message);
                }

                await().alias(answer).until(() -> echoed.size() == sent.size());
                assertThat(echoed).as(answer).isEqualTo(sent);
                get(connection.close());
            }
        }
    }

    @Test
    public void manyMessagesGoBothWaysAtOnceWithoutMemory() throws Exception {
        manyGoBothWaysAtOnce();
    }

    @Test
    public void manyMessagesGoBothWaysAtOnceWithMemory() throws Exception {
        remember();
        manyGoBothWaysAtOnce();
    }

    /** The client's, their echoes, and the server's own. */
    private void manyGoBothWaysAtOnce() throws Exception {
        List<String> echoed = new CopyOnWriteArrayList<>();
        AtomicInteger pushed = new AtomicInteger();
        WebSocketConnection connection =
                get(sockets.connect(server.url("/"), COMPRESSING.withOnMessage((its, message) -> {
                            String text = ((WebSocketMessage.Text) message).text();
                            if (!text.startsWith("push")) {
                                echoed.add(text.substring(0, text.indexOf(' ')));
                            } else if (text.startsWith("push " + pushed.get() + " ")) {
                                pushed.incrementAndGet();
                            }
                        }))
                        .opened());
        EchoSession session = onlySession();
        Thread pusher = new Thread(() -> {
            for (int i = 0; i < MANY; i++) {
                getUnchecked(session.sendText("push " + json(i, 300)));
            }
        });
        pusher.start();

        for (int i = 0; i < MANY; i++) {
            connection.send(json(i, 300));
            if (i % 1000 == 0) {
                get(connection.send("x 0"));
            }
        }

        await().until(() -> pushed.get() == MANY);
        pusher.join();
        await().until(() -> echoed.size() == MANY + MANY / 1000);
        echoed.removeIf("x"::equals);
        assertThat(echoed)
                .isEqualTo(IntStream.range(0, MANY).mapToObj(Integer::toString).toList());
    }

    // ---- what it costs

    /** Outside the heap, where no leak test of the heap sees it: so this looks inside. */
    @Test
    public void whatAConnectionHoldsIsGivenBackWhenItCloses() throws Exception {
        remember();
        for (boolean bothClose : new boolean[] {true, false}) {
            journal.clear();
            WebSocketConnection connection =
                    get(sockets.connect(server.url("/"), journaling().withCompression())
                            .opened());
            String json = json(1, 1000);
            connection.send(json);
            await().until(() -> journal.contains("text " + json));
            assertThat(held(connection, "inflater")).isNotNull();
            assertThat(held(connection, "deflater")).isNotNull();

            if (bothClose) {
                get(connection.close());
            } else {
                server.sessions().get(server.sessions().size() - 1).abort();
            }

            await().until(() -> held(connection, "inflater") == null && held(connection, "deflater") == null);
        }
    }

    private static Object held(WebSocketConnection connection, String which) throws ReflectiveOperationException {
        Object at = connection;
        for (String name : List.of("wire", "compression", which, "loan", "item")) {
            Field field = at.getClass().getDeclaredField(name);
            field.setAccessible(true);
            at = field.get(at);
        }
        return at;
    }

    // ---- helpers

    private void remember() throws Exception {
        Configuration.set(context, Map.of("compressionContextTakeover", true));
        awaitOffer(DEFLATE);
    }

    /** ConfigAdmin tells core a little later. */
    private void awaitOffer(String offer) throws Exception {
        try (EchoServer probe = EchoServer.start()) {
            await().until(() -> {
                int before = probe.sessions().size();
                get(get(sockets.connect(probe.url("/"), COMPRESSING).opened()).close());
                await().until(() -> probe.sessions().size() > before);
                EchoSession last = probe.sessions().get(probe.sessions().size() - 1);
                List<String> values =
                        last.request().headers().getOrDefault("Sec-WebSocket-Extensions", List.of(NOTHING_OFFERED));
                return values.equals(List.of(offer));
            });
        }
    }

    /** Agrees to forget, as it is asked to, and sends these frames. */
    private static RawServer agreeing(byte[]... frames) {
        return RawServer.running(peer -> {
            peer.send(RawAnswer.upgrade(
                    peer.request().orElseThrow(),
                    "Sec-WebSocket-Extensions: " + DEFLATE + CLIENT_FORGETS + SERVER_FORGETS));
            peer.send(frames);
        });
    }

    private static List<WebSocketMessage> messages() {
        Random random = new Random(1);
        List<WebSocketMessage> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int length = random.nextInt(1 << random.nextInt(18));
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            messages.add(
                    switch (i % 4) {
                        case 0 -> new WebSocketMessage.Text(json(i, length));
                        case 1 -> new WebSocketMessage.Binary(ByteBuffer.wrap(noise));
                        case 2 -> new WebSocketMessage.Text("\u20ac".repeat(length / 3));
                        default -> new WebSocketMessage.Binary(ByteBuffer.allocate(length));
                    });
        }
        return messages;
    }

    private static void send(WebSocketConnection connection, WebSocketMessage message) {
        if (message instanceof WebSocketMessage.Text text) {
            connection.send(text.text());
        } else if (message instanceof WebSocketMessage.Binary binary) {
            connection.send(binary.data());
        }
    }

    /** Begins with the number, and no two are alike. */
    private static String json(int number, int length) {
        Random random = new Random(number);
        StringBuilder json = new StringBuilder(number + " ");
        while (json.length() < length) {
            json.append("{\"symbol\":\"BTCUSD\",\"price\":")
                    .append(random.nextInt(1_000_000))
                    .append("},");
        }
        return json.toString();
    }

    private static byte[] rest(byte[] payload) {
        byte[] rest = new byte[payload.length - 2];
        System.arraycopy(payload, 2, rest, 0, rest.length);
        return rest;
    }

    private static byte[] bytes(RawFrame frame) {
        byte[] bytes = new byte[frame.payload().remaining()];
        frame.payload().get(bytes);
        return bytes;
    }
}
