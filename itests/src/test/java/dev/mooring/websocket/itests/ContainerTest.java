package dev.mooring.websocket.itests;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.BeforeClass;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** A test that runs inside the container, beside the product. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class ContainerTest {

    @BeforeClass
    public static void pollOften() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    @Configuration
    public Option[] container() {
        return Containers.felix(Containers.support());
    }

    /** Waits for a stage; a test that hangs is worse than one that fails. */
    protected static <T> T get(CompletionStage<T> stage) throws InterruptedException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("The stage has failed", e.getCause());
        }
    }

    /** Waits for a stage to fail. */
    protected static <E extends Throwable> E failure(Class<E> type, CompletionStage<?> stage)
            throws InterruptedException, TimeoutException {
        try {
            Object value = stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
            throw new AssertionError("The stage should have failed, but completed with " + value);
        } catch (ExecutionException e) {
            return type.cast(e.getCause());
        }
    }
}
