package dev.mooring.websocket.core.thread;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A stage that its holders can wait for and chain to, but not decide. What is chained to it directly gets a failure as
 * it is; {@link CompletableFuture#minimalCompletionStage()} would wrap it in a {@code CompletionException}.
 */
public final class ReadOnlyStage<T> extends CompletableFuture<T> {

    public void succeed(@Nullable T value) {
        super.complete(value);
    }

    public void fail(Throwable failure) {
        super.completeExceptionally(failure);
    }

    public static <T> ReadOnlyStage<T> failed(Throwable failure) {
        ReadOnlyStage<T> stage = new ReadOnlyStage<>();
        stage.fail(failure);
        return stage;
    }

    /** What the JDK makes for those who chain to this is theirs. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        return copy();
    }

    @Override
    public boolean complete(@Nullable T value) {
        throw readOnly();
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        throw readOnly();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        throw readOnly();
    }

    @Override
    public void obtrudeValue(@Nullable T value) {
        throw readOnly();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("This stage is the platform's to complete; chain to it instead");
    }
}
