package dev.mooring.websocket.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfTest {

    private final List<String> ended = new ArrayList<>();
    private final List<String> cleaned = new ArrayList<>();
    private int made;
    private final Shelf<String> shelf = new Shelf<>(() -> "item " + made++, cleaned::add, ended::add, 2);

    @Test
    void whatComesBackGoesOutAgain() {
        String item = shelf.take();
        shelf.giveBack(item);

        assertThat(shelf.take()).isSameAs(item);
        assertThat(cleaned).containsExactly("item 0");
        assertThat(shelf.live()).isOne();
    }

    @Test
    void onlySoManyWait() {
        List<String> items = List.of(shelf.take(), shelf.take(), shelf.take());
        items.forEach(shelf::giveBack);

        assertThat(ended).containsExactly("item 2");
        assertThat(shelf.live()).isEqualTo(2);
    }

    @Test
    void whatIsBrokenDoesNotGoOutAgain() {
        shelf.end(shelf.take());

        assertThat(ended).containsExactly("item 0");
        assertThat(shelf.take()).isEqualTo("item 1");
        assertThat(shelf.live()).isOne();
    }

    @Test
    void onceClosedNothingWaits() {
        String inUse = shelf.take();
        shelf.giveBack(shelf.take());

        shelf.close();
        assertThat(ended).containsExactly("item 1");
        assertThat(shelf.live()).isOne();

        shelf.giveBack(inUse);
        shelf.giveBack(shelf.take());
        assertThat(ended).containsExactly("item 1", "item 0", "item 2");
        assertThat(shelf.live()).isZero();
    }
}
