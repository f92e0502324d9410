package dev.mooring.websocket.itests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeapWalkTest {

    private static final String THREADS = "fake-core-";
    private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();

    private final List<Thread> threads = new ArrayList<>();
    private final Fake core = new Fake();
    private final Fake extension = new Fake();
    private Object ours;
    private Object theirs;

    /** In place of a bundle that is neither ours nor the extension. */
    private record Third(Object held) {}

    /** Loads {@link FakeBundle} once more, as a bundle's own class. */
    private static final class Fake extends URLClassLoader {

        Fake() {
            super(new URL[] {location()}, ClassLoader.getPlatformClassLoader());
        }

        Class<?> type() {
            try {
                return loadClass(FakeBundle.class.getName());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        private static URL location() {
            return FakeBundle.class.getProtectionDomain().getCodeSource().getLocation();
        }
    }

    @BeforeEach
    void load() throws ReflectiveOperationException {
        ours = core.type().getConstructor().newInstance();
        theirs = extension.type().getConstructor().newInstance();
    }

    @AfterEach
    void endThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void strangersHaveNoPath() {
        assertThat(path()).isEmpty();
    }

    @Test
    void findsWhatAStaticFieldHolds() throws ReflectiveOperationException {
        core.type().getField("kept").set(null, Map.of("key", theirs));

        assertThat(steps())
                .first()
                .asString()
                .isEqualTo("static " + FakeBundle.class.getName() + ".kept -> java.util.ImmutableCollections$Map1");
        assertThat(steps()).last().asString().endsWith(".v0 -> " + FakeBundle.class.getName());
    }

    @Test
    void findsWhatAFieldOfAnObjectHolds() throws ReflectiveOperationException {
        core.type().getField("field").set(ours, theirs);

        // The object is alive because this test holds it, and the path says so.
        assertThat(steps()).first().asString().contains(HeapWalkTest.class.getName());
        assertThat(steps()).contains("live object -> " + FakeBundle.class.getName());
        assertThat(steps()).last().isEqualTo(FakeBundle.class.getName() + ".field -> " + FakeBundle.class.getName());
    }

    @Test
    void findsWhatALambdaHasCaptured() throws ReflectiveOperationException {
        Object lambda = core.type().getMethod("capture", Object.class).invoke(null, theirs);
        core.type().getField("kept").set(null, lambda);

        assertThat(steps()).last().asString().contains("$$Lambda").endsWith(" -> " + FakeBundle.class.getName());
    }

    @Test
    void findsTheClassLoaderItselfAndItsClasses() throws ReflectiveOperationException {
        core.type().getField("kept").set(null, List.of(extension));
        assertThat(steps()).last().asString().endsWith(" -> " + Fake.class.getName());

        core.type().getField("kept").set(null, List.of(extension.type()));
        assertThat(steps()).last().asString().endsWith(" -> class " + FakeBundle.class.getName());

        core.type().getField("kept").set(null, Array.newInstance(extension.type(), 0));
        assertThat(steps()).last().asString().endsWith(" -> " + FakeBundle.class.getName() + "[]");
    }

    @Test
    void findsWhatAThreadOfOursRuns() {
        start(THREADS + 1, (Runnable) theirs);

        assertThat(steps()).first().asString().startsWith("thread " + THREADS + "1");
    }

    @Test
    void findsTheContextClassLoaderOfAThreadOfOurs() {
        Thread thread = thread(THREADS + 1, new FakeBundle());
        thread.setContextClassLoader(extension);
        thread.start();

        assertThat(steps())
                .last()
                .asString()
                .isEqualTo("java.lang.Thread.contextClassLoader -> " + Fake.class.getName());
    }

    @Test
    void findsWhatAThreadLocalOfOursHolds() {
        CountDownLatch set = new CountDownLatch(1);
        start(THREADS + 1, () -> {
            LOCAL.set(List.of(theirs));
            set.countDown();
            new FakeBundle().run();
        });
        await().until(() -> set.getCount() == 0);

        assertThat(steps()).anyMatch(step -> step.startsWith("java.lang.ThreadLocal$ThreadLocalMap$Entry.value -> "));
    }

    @Test
    void findsWhatIsOnTheStackOfAThreadOfOurs() {
        Object local = theirs;
        CountDownLatch inside = new CountDownLatch(1);
        start(
                THREADS + 1,
                () -> FakeBundle.useDuring(local, () -> {
                    inside.countDown();
                    new FakeBundle().run();
                }));
        await().until(() -> inside.getCount() == 0);

        assertThat(steps()).singleElement().asString().startsWith("thread " + THREADS + "1, stack at ");
    }

    @Test
    void otherThreadsAreNotOurs() throws ReflectiveOperationException {
        Thread other = start("other-1", (Runnable) theirs);
        core.type().getField("kept").set(null, other);
        start(THREADS + 1, new FakeBundle());

        assertThat(path()).isEmpty();
    }

    @Test
    void theGroupOfOurThreadsLeadsNowhere() throws ReflectiveOperationException {
        // Before Java 19, a group keeps the groups below it.
        Object below = extension.type().getMethod("group").invoke(null);
        core.type().getField("kept").set(null, ((ThreadGroup) below).getParent());

        assertThat(path()).isEmpty();
    }

    @Test
    void aWeakReferenceHoldsNothing() throws ReflectiveOperationException {
        core.type().getField("kept").set(null, new WeakReference<>(theirs));
        core.type().getField("field").set(ours, new SoftReference<>(theirs));

        assertThat(path()).isEmpty();
    }

    @Test
    void whatAThirdPartyHoldsIsNotOurDoing() throws ReflectiveOperationException {
        core.type().getField("kept").set(null, new Third(theirs));
        core.type().getField("field").set(ours, Third.class);

        assertThat(path()).isEmpty();
    }

    @Test
    void tellsWhoeverHoldsAClassLoader() throws ReflectiveOperationException {
        core.type().getField("kept").set(null, new Third(new Fake().type()));
        WeakReference<ClassLoader> loader = new WeakReference<>(
                ((Class<?>) ((Third) core.type().getField("kept").get(null)).held()).getClassLoader());

        assertThat(HeapWalk.whoHolds(loader).orElseThrow().toString())
                .contains(Third.class.getName() + ".held -> class ");

        core.type().getField("kept").set(null, null);

        await().until(() -> Collected.isGone(loader));
        assertThat(HeapWalk.whoHolds(loader)).isEmpty();
    }

    @Test
    void countsTheLoadersOfAClass() {
        int before = HeapWalk.loadersDefining(FakeBundle.class.getName());
        Fake another = new Fake();

        assertThat(another.type().getClassLoader()).isSameAs(another);
        assertThat(HeapWalk.loadersDefining(FakeBundle.class.getName())).isEqualTo(before + 1);
        assertThat(HeapWalk.loadersDefining("no.such.Class")).isZero();
    }

    @Test
    void leavesNoFileBehind() throws IOException {
        assertThat(path()).isEmpty();

        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(HeapDump.FOLDERS));
        }
    }

    private Optional<HeapPath> path() {
        return HeapWalk.from(core).andThreads(THREADS).pathTo(extension);
    }

    private List<String> steps() {
        return path().orElseThrow().steps();
    }

    private Thread start(String name, Runnable target) {
        Thread thread = thread(name, target);
        thread.start();
        return thread;
    }

    private Thread thread(String name, Runnable target) {
        Thread thread = new Thread(target, name);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }
}
