package dev.mooring.websocket.itests.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoServerOptions;
import dev.mooring.websocket.itests.support.EchoSession;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Each sample does against a real server what it is there to show. */
public class SamplesIT extends SampleTest {

    private EchoServer server;

    @Before
    public void startServer() {
        server = EchoServer.start(EchoServerOptions.defaults().withoutEcho().withSubprotocols("chat-v1", "chat-v2"));
    }

    @After
    public void stopServer() {
        server.close();
    }

    @Test
    public void echoSaysHelloAndHearsItBack() throws Exception {
        try (EchoServer echo = EchoServer.start();
                Sample sample = sample("echo").with("url", echo.url("/")).start()) {
            await().untilAsserted(() -> assertThat(sample.log())
                    .containsExactly(
                            "INFO connected as dev.mooring.websocket.samples.echo_ws_0",
                            "INFO sent Hello from an OSGi extension",
                            "INFO received Hello from an OSGi extension"));
            assertThat(onlySession(echo).texts()).containsExactly("Hello from an OSGi extension");
        }
    }

    @Test
    public void priceFeedShowsPriceAndQuantityOfEachTradeAndReportsAnError() throws Exception {
        try (Sample sample =
                sample("pricefeed").with("url", server.url("/ws/btcusdt@trade")).start()) {
            EchoSession session = onlySession(server);
            assertThat(session.request().target()).isEqualTo("/ws/btcusdt@trade");

            session.sendText("{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"p\":\"64250.10\",\"q\":\"0.250\"}");
            session.sendText("{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"p\":\"64249.90\",\"q\":\"1.000\"}");
            await().untilAsserted(() -> assertThat(sample.log())
                    .containsExactly("INFO price 64250.10, quantity 0.250", "INFO price 64249.90, quantity 1.000"));

            session.abort();
            await().until(() -> sample.log().size() == 3);
            assertThat(sample.log().get(2)).matches("SEVERE price feed disconnected: .+");
        }
    }

    @Test
    public void chatComesWithItsTokenAndItsSubprotocolJoinsAndShowsWhatIsSaid() throws Exception {
        try (Sample sample = sample("chat")
                .with("url", server.url("/ws"))
                .with("credentials.chat-token", "s3cret")
                .start()) {
            EchoSession session = onlySession(server);
            assertThat(session.request().headers().get("Authorization")).containsExactly("Bearer s3cret");
            assertThat(session.request().subprotocols()).containsExactly("chat-v2");
            assertThat(session.subprotocol()).contains("chat-v2");
            await().until(() -> !session.texts().isEmpty());
            assertThat(session.texts()).containsExactly("{\"type\":\"join\",\"room\":\"general\"}");

            session.sendText("{\"user\":\"ann\",\"text\":\"hello\"}");
            session.sendText("{\"user\":\"bob\",\"text\":\"grüß dich\"}");
            await().untilAsserted(
                            () -> assertThat(sample.log()).containsExactly("INFO ann: hello", "INFO bob: grüß dich"));
        }
    }

    @Test
    public void streamingSubscribesAndGoesOnAfterWhatIsNoJson() throws Exception {
        try (Sample sample =
                sample("streaming").with("url", server.url("/data")).start()) {
            EchoSession session = onlySession(server);
            await().until(() -> !session.texts().isEmpty());
            assertThat(session.texts())
                    .singleElement()
                    .isIn(
                            "{\"action\":\"subscribe\",\"channels\":[\"prices\",\"alerts\"]}",
                            "{\"channels\":[\"prices\",\"alerts\"],\"action\":\"subscribe\"}");

            session.sendText("{\"symbol\":\"ACME\",\"price\":12.5}");
            session.sendText("welcome");
            session.sendText("");
            session.sendText("{\"symbol\":\"ACME\",\"price\":12.75}");
            await().untilAsserted(() -> assertThat(sample.log())
                    .containsExactly(
                            "INFO price update: ACME 12.5",
                            "WARNING not JSON: welcome",
                            "WARNING not JSON: ",
                            "INFO price update: ACME 12.75"));
        }
    }

    @Test
    public void multipleListensToTwoServicesAndClosesBothWhenItGoes() throws Exception {
        try (EchoServer chat = EchoServer.start(EchoServerOptions.defaults().withoutEcho());
                Sample sample = sample("multiple")
                        .with("prices", server.url("/"))
                        .with("chat", chat.url("/"))
                        .start()) {
            EchoSession priceSession = onlySession(server);
            EchoSession chatSession = onlySession(chat);
            priceSession.sendText("12.5");
            chatSession.sendText("hello");
            await().untilAsserted(() ->
                    assertThat(sample.log()).containsExactlyInAnyOrder("INFO [prices] 12.5", "INFO [chat] hello"));

            sample.stop();

            await().until(() -> !priceSession.isOpen() && !chatSession.isOpen());
            assertThat(priceSession.closeCode())
                    .as("the component's own, not the platform's 1001")
                    .hasValue(1000);
            assertThat(chatSession.closeCode()).hasValue(1000);
        }
    }
}
