package dev.mooring.websocket.core.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HandshakeKeyTest {

    /** RFC 6455, section 1.3. */
    @Test
    void isAnsweredAsTheRfcSays() {
        assertThat(new HandshakeKey("dGhlIHNhbXBsZSBub25jZQ==").accept()).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void isSixteenBytesAndNeverTheSame() {
        SecureRandom random = new SecureRandom();

        assertThat(Stream.generate(() -> HandshakeKey.random(random)).limit(100))
                .doesNotHaveDuplicates()
                .allSatisfy(key ->
                        assertThat(Base64.getDecoder().decode(key.text())).hasSize(16));
    }
}
