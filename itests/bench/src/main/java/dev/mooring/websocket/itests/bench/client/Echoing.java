package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Time from sending a message to having it back, one at a time. The handler itself sends the next. */
record Echoing(Subject subject, String base) {

    private static final int PATIENCE_SECONDS = 100;
    private static final double NANOS_PER_MICRO = 1000;
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    double[] measure(Message message, int count) throws Exception {
        Pong pong = new Pong(message, count);
        Link link = subject.connect(URI.create(base + "/echo"), pong);
        pong.start(link);
        long[] nanos = pong.done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        link.close();
        Arrays.sort(nanos);
        return new double[] {
            nanos[(int) (count * MEDIAN)] / NANOS_PER_MICRO, nanos[(int) (count * TAIL)] / NANOS_PER_MICRO
        };
    }

    private static final class Pong implements Receiver {

        private final Message message;
        private final long[] nanos;
        private final CompletableFuture<long[]> done = new CompletableFuture<>();

        // Handed from the sender of a message to the handler of its echo, by the network if by nothing else.
        private volatile @Nullable Link link;
        private volatile long sent;
        private volatile int index;

        Pong(Message message, int count) {
            this.message = message;
            nanos = new long[count];
        }

        void start(Link opened) {
            link = opened;
            send();
        }

        @Override
        public void text(String text) {
            returned(text.length());
        }

        @Override
        public void binary(ByteBuffer data) {
            returned(data.remaining());
        }

        private void returned(int size) {
            int i = index;
            nanos[i] = System.nanoTime() - sent;
            if (size != message.size()) {
                done.completeExceptionally(new IllegalStateException("An echo of another size"));
            } else if (i + 1 == nanos.length) {
                done.complete(nanos);
            } else {
                index = i + 1;
                send();
            }
        }

        private void send() {
            Link open = link;
            if (open == null) {
                throw new IllegalStateException("An echo of nothing");
            }
            sent = System.nanoTime();
            try {
                open.send(message);
                open.flush();
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        }
    }
}
