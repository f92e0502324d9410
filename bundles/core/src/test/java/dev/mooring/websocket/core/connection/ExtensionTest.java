package dev.mooring.websocket.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExtensionTest {

    private final Extension extension = new Extension("com.example.chat");

    @Test
    void numbersItsConnectionsFromZero() {
        assertThat(extension.connectionId(extension.nextConnection())).isEqualTo("com.example.chat_ws_0");
        assertThat(extension.connectionId(extension.nextConnection())).isEqualTo("com.example.chat_ws_1");
    }

    @Test
    void knowsWhichConnectionsItHad() {
        extension.nextConnection();
        extension.nextConnection();

        assertThat(extension.hadConnection("com.example.chat_ws_0")).isTrue();
        assertThat(extension.hadConnection("com.example.chat_ws_1")).isTrue();
        for (String never : new String[] {
            "com.example.chat_ws_2",
            "com.example.chat_ws_-1",
            "com.example.chat_ws_+1",
            "com.example.chat_ws_01",
            "com.example.chat_ws_",
            "com.example.chat_ws_x",
            "com.example.chat",
            "com.example.other_ws_0",
            ""
        }) {
            assertThat(extension.hadConnection(never)).as(never).isFalse();
        }
    }
}
