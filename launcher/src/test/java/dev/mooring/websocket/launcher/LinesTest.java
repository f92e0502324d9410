package dev.mooring.websocket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinesTest {

    private final Lines lines = new Lines();

    @Test
    void linesComeOutInTheirOrder() throws InterruptedException {
        lines.tell(Line.news("one"));
        lines.tell(Line.news("two"));

        assertThat(lines.next()).isEqualTo(Line.news("one"));
        assertThat(lines.next(Duration.ofSeconds(10))).hasValue(Line.news("two"));
    }

    @Test
    void patienceEnds() throws InterruptedException {
        assertThat(lines.next(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void whoTellsFasterThanWeReadWaits() throws InterruptedException {
        int many = 1_000;
        Thread teller = new Thread(() -> IntStream.range(0, many).forEach(i -> lines.tell(Line.news("line " + i))));
        teller.start();
        await().until(() -> teller.getState() == Thread.State.WAITING);

        for (int i = 0; i < many; i++) {
            assertThat(lines.next().text()).isEqualTo("line " + i);
        }
        teller.join();
    }
}
