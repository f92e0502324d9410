package dev.mooring.websocket.itests.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ConnectOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** What the handlers of one connection hear of its end. */
final class Closes {

    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    ConnectOptions options() {
        return ConnectOptions.defaults()
                .withOnError((connection, event) -> errors.incrementAndGet())
                .withOnClose((connection, event) -> {
                    closes.incrementAndGet();
                    code.complete(event.code());
                });
    }

    /** Of the first close event. */
    CompletionStage<Integer> code() {
        return code;
    }

    void assertOneCloseAndNoError() {
        assertThat(closes).as("close events").hasValue(1);
        assertThat(errors).as("error events").hasValue(0);
    }
}
