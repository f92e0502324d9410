package dev.mooring.websocket.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.OpenEvent;
import dev.mooring.websocket.WebSocketEvent;
import dev.mooring.websocket.core.dispatch.Inbox.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final WebSocketEvent EVENT = OpenEvent.of(Optional.empty());

    private final Inbox inbox = new Inbox(1000);
    private final List<String> delivered = new ArrayList<>();

    @Test
    void opensFirstThenMessagesInOrderThenTheEnd() throws InterruptedException {
        inbox.wantMessages();
        inbox.put(Delivery.ending(EVENT, say("closed")));
        inbox.putMessage(message("1"));
        inbox.putMessage(message("2"));
        inbox.put(Delivery.opening(EVENT, say("opened")));

        deliverAll();

        assertThat(delivered).containsExactly("opened", "1", "2", "closed");
    }

    @Test
    void messagesBeforeTheFirstHandlerAreKeptInOrder() throws InterruptedException {
        inbox.put(Delivery.opening(EVENT, say("opened")));
        inbox.putMessage(message("1"));
        inbox.putMessage(message("2"));
        deliverAll();
        assertThat(delivered).containsExactly("opened");

        inbox.wantMessages();
        deliverAll();

        assertThat(delivered).containsExactly("opened", "1", "2");
    }

    @Test
    void theEndPassesMessagesThatNobodyWants() throws InterruptedException {
        inbox.putMessage(message("1"));
        inbox.put(Delivery.ending(EVENT, say("closed")));
        inbox.closeToMessages();

        deliverAll();
        inbox.wantMessages();
        deliverAll();

        assertThat(delivered).containsExactly("closed", "1");
    }

    @Test
    void aFullInboxWithoutAnyHandlerDiscardsAndSaysSoOnce() throws InterruptedException {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            receipts.add(inbox.putMessage(Delivery.message(EVENT, 300, say("early " + i))));
        }
        assertThat(receipts)
                .containsExactly(
                        new Receipt(0, false),
                        new Receipt(0, false),
                        new Receipt(3, true),
                        new Receipt(1, false),
                        new Receipt(1, false));

        inbox.wantMessages();
        inbox.putMessage(message("late"));
        deliverAll();

        assertThat(delivered).containsExactly("late");
    }

    @Test
    void aFullInboxMakesTheNextOneWait() throws InterruptedException {
        inbox.wantMessages();
        inbox.putMessage(Delivery.message(EVENT, 900, say("1")));

        CompletableFuture<Receipt> second = putOnAnotherThread(Delivery.message(EVENT, 900, say("2")));
        assertThat(second).isNotDone();
        deliver();

        assertThat(second).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(new Receipt(0, false));
        deliverAll();
        assertThat(delivered).containsExactly("1", "2");
    }

    @Test
    void aMessageLargerThanTheBoundHasRoomWhenItIsAlone() throws InterruptedException {
        inbox.wantMessages();

        assertThat(inbox.putMessage(Delivery.message(EVENT, 100_000, say("large"))))
                .isEqualTo(new Receipt(0, false));
    }

    @Test
    void shuttingLetsGoOfEverythingAndOfWhoeverWaits() throws InterruptedException {
        inbox.wantMessages();
        inbox.putMessage(Delivery.message(EVENT, 900, say("1")));
        CompletableFuture<Receipt> second = putOnAnotherThread(Delivery.message(EVENT, 900, say("2")));

        inbox.shut();

        assertThat(second).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(new Receipt(0, false));
        inbox.put(Delivery.ending(EVENT, say("closed")));
        deliverAll();
        assertThat(delivered).isEmpty();
    }

    @Test
    void onlyOneLaneIsActiveAtATime() {
        inbox.put(Delivery.opening(EVENT, say("opened")));

        assertThat(inbox.claimLane()).isTrue();
        assertThat(inbox.claimLane()).isFalse();
        deliverAll();
        assertThat(inbox.claimLane()).as("nothing to do").isFalse();
        inbox.put(Delivery.ending(EVENT, say("closed")));
        assertThat(inbox.claimLane()).isTrue();
    }

    private Delivery message(String text) {
        return Delivery.message(EVENT, text.length(), say(text));
    }

    private Runnable say(String text) {
        return () -> delivered.add(text);
    }

    private void deliver() {
        inbox.take().call().run();
    }

    private void deliverAll() {
        for (Delivery next = inbox.take(); next != null; next = inbox.take()) {
            next.call().run();
        }
    }

    private CompletableFuture<Receipt> putOnAnotherThread(Delivery delivery) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                receipt.complete(inbox.putMessage(delivery));
            } catch (InterruptedException e) {
                receipt.completeExceptionally(e);
            }
        });
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
        return receipt;
    }
}
