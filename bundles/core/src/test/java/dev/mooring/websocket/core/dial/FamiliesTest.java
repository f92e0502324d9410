package dev.mooring.websocket.core.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamiliesTest {

    private final InetAddress four1 = literal("192.0.2.1");
    private final InetAddress four2 = literal("192.0.2.2");
    private final InetAddress four3 = literal("192.0.2.3");
    private final InetAddress six1 = literal("2001:db8::1");
    private final InetAddress six2 = literal("2001:db8::2");

    @Test
    void theyTakeTurnsAndTheFirstStaysTheFirst() {
        assertThat(Families.interleaved(List.of(six1, six2, four1, four2, four3)))
                .containsExactly(six1, four1, six2, four2, four3);
        assertThat(Families.interleaved(List.of(four1, four2, six1))).containsExactly(four1, six1, four2);
    }

    @Test
    void oneFamilyKeepsItsOrder() {
        assertThat(Families.interleaved(List.of(four3, four1, four2))).containsExactly(four3, four1, four2);
        assertThat(Families.interleaved(List.of(six1))).containsExactly(six1);
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
