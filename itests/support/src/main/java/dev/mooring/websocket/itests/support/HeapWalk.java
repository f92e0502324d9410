package dev.mooring.websocket.itests.support;

import static java.util.Objects.requireNonNull;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.netbeans.lib.profiler.heap.Instance;

/**
 * Asks a heap dump of this JVM whether our code holds what it should have let go.
 *
 * <p>A framework keeps a stopped bundle's class loader by right, so "is it still alive" says nothing there. What counts
 * is whether <em>we</em> hold it:
 *
 * <pre>{@code
 * assertThat(HeapWalk.from(loaderOf(core)).andThreads("mooring-").pathTo(loaderOf(extension)))
 *         .isEmpty();
 * }</pre>
 *
 * <p>Each question is a dump of its own, made after a full collection, and takes a second or two. Soft, weak and
 * phantom references hold nothing here. Out of sight is what a dump does not show: what a {@link ClassValue} keeps, and
 * the frames of virtual threads.
 */
public final class HeapWalk {

    private final List<ClassLoader> ours;
    private final @Nullable String threadPrefix;

    private HeapWalk(List<ClassLoader> ours, @Nullable String threadPrefix) {
        this.ours = ours;
        this.threadPrefix = threadPrefix;
    }

    /**
     * Starts from all classes of these loaders, that is from their static fields, and from all live instances of them.
     *
     * @param ours the class loaders of our bundles, and of bundles with libraries whose caches we must answer for
     * @return the walk to come
     */
    public static HeapWalk from(ClassLoader... ours) {
        return new HeapWalk(List.of(ours), null);
    }

    /**
     * Starts from these live threads as well: from their fields, thread-locals and stacks.
     *
     * @param prefix of their names
     * @return a walk that does both
     */
    public HeapWalk andThreads(String prefix) {
        return new HeapWalk(ours, requireNonNull(prefix, "prefix"));
    }

    /**
     * Looks for a way to a class loader, to a class of it, or to an object of such a class. The way leads only through
     * objects of ours and of the JDK: what the framework or another bundle holds is not our doing, nor is what hangs
     * from a live thread that isn't ours. A path that begins with a live object of ours has before it who holds that.
     *
     * @param wanted the class loader that should be free of us
     * @return a shortest path, or nothing when there is none
     */
    public Optional<HeapPath> pathTo(ClassLoader wanted) {
        List<Thread> threads = threads();
        // In this order: what is wanted, our loaders, our threads. Weak, so that the question does not answer itself.
        List<WeakReference<?>> marks = Stream.of(List.of(wanted), ours, threads)
                .flatMap(List::stream)
                .<WeakReference<?>>map(WeakReference::new)
                .toList();
        try (HeapDump dump = HeapDump.of(marks)) {
            List<Optional<Instance>> marked = dump.marked();
            Set<Long> loaders = new HashSet<>();
            for (int i = 0; i < ours.size(); i++) {
                marked.get(1 + i).ifPresent(loader -> loaders.add(loader.getInstanceId()));
            }
            Map<Long, String> names = new HashMap<>();
            for (int i = 0; i < threads.size(); i++) {
                String name = threads.get(i).getName();
                marked.get(1 + ours.size() + i).ifPresent(thread -> names.put(thread.getInstanceId(), name));
            }
            return marked.get(0)
                    .flatMap(loader -> new OwnWalk(dump, loaders, names).pathTo(new HeapLoader(dump, loader)));
        }
    }

    private List<Thread> threads() {
        String prefix = threadPrefix;
        return prefix == null
                ? List.of()
                : Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith(prefix))
                        .toList();
    }

    /**
     * Looks for whoever keeps a class loader alive: the way starts from any root of the garbage collector (threads and
     * their stacks, system classes) and may lead through anything.
     *
     * @param wanted refers to the class loader, weakly
     * @return a shortest path, or nothing when the loader has been collected or is only softly or weakly reachable
     */
    public static Optional<HeapPath> whoHolds(Reference<? extends ClassLoader> wanted) {
        try (HeapDump dump = HeapDump.of(List.of(wanted))) {
            return dump.marked()
                    .get(0)
                    .flatMap(loader -> new RootWalk(dump).pathTo(new HeapLoader(dump, loader)::isKeptBy));
        }
    }

    /**
     * Counts the live class loaders that have loaded a class of this name.
     *
     * @param className binary name, for example {@code "org.glassfish.tyrus.core.TyrusWebSocketEngine"}
     * @return how many have
     */
    public static int loadersDefining(String className) {
        AtomicInteger count = new AtomicInteger();
        try (HeapDump dump = HeapDump.of(List.of())) {
            dump.forEachClass(type -> {
                if (type.getName().equals(className)) {
                    count.incrementAndGet();
                }
            });
        }
        return count.get();
    }
}
