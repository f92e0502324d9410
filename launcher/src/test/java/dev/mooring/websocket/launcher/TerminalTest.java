package dev.mooring.websocket.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

    @Test
    void whoSpeaksStandsInAColumnOfItsOwn() {
        terminal.print(Speaker.SERVER, "hello");
        terminal.print(Speaker.EXTENSION, "hello");

        assertThat(out.toString(UTF_8)).hasLineCount(2).containsSubsequence("  server     hello", "  extension  hello");
        assertThat(err.size()).isZero();
    }

    @Test
    void complaintsGoToStandardError() {
        terminal.complain("Connection refused");

        assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("mooring: Connection refused");
        assertThat(out.size()).isZero();
    }

    @Test
    void aServerCantSteerTheTerminal() {
        terminal.print(Speaker.EXTENSION, "received \u001b[2J\r\nplatform: fine \u009b1m \u00e9\ud83d\ude00");

        assertThat(out.toString(UTF_8))
                .hasLineCount(1)
                .contains("received \\u001b[2J\\u000d\\u000aplatform: fine \\u009b1m \u00e9\ud83d\ude00");
    }

    @Test
    void aClosedPipeIsNoticed() {
        Terminal broken = new Terminal(new PrintStream(new ClosedPipe(), true, UTF_8), System.err);
        assertThat(broken.isBroken()).isFalse();

        broken.print("hello");

        assertThat(broken.isBroken()).isTrue();
    }

    private static final class ClosedPipe extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
