package dev.mooring.websocket.launcher;

import dev.mooring.websocket.launcher.demo.EchoListener;
import dev.mooring.websocket.launcher.demo.EchoServer;

/** The demo's server, and its own account of what happens. The only class here that needs what is in {@code demo/}. */
final class DemoServer implements AutoCloseable {

    private final Lines account = new Lines();
    private final EchoServer server = EchoServer.start(new Account(account));

    String url() {
        return server.url();
    }

    Lines account() {
        return account;
    }

    @Override
    public void close() {
        server.close();
    }

    private record Account(Lines lines) implements EchoListener {

        @Override
        public void opened(String target) {
            tell("accepts a connection to " + target);
        }

        @Override
        public void received(String text) {
            tell("sends back: " + text);
        }

        @Override
        public void received(int bytes) {
            tell("sends back: " + bytes + " bytes");
        }

        @Override
        public void closed(int code, String reason) {
            tell("saw the connection close with code " + code + (reason.isEmpty() ? "" : " (" + reason + ")"));
        }

        private void tell(String text) {
            lines.tell(Line.news(text));
        }
    }
}
