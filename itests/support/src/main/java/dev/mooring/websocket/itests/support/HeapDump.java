package dev.mooring.websocket.itests.support;

import static java.util.Comparator.reverseOrder;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.ObjectArrayInstance;

/**
 * The live objects of this JVM at one moment, and where given objects are among them. Its files are gone with
 * {@link #close()}.
 */
final class HeapDump implements AutoCloseable {

    /** How the names of its folders begin: with the process, as several may share a temporary folder. */
    static final String FOLDERS = "mooring-heap-" + ProcessHandle.current().pid() + "-";

    /** Shows a dump which objects it is asked about: an address in a dump means nothing outside, nor the other way. */
    @SuppressWarnings("UnusedVariable") // The dump reads them.
    private static final class Marks {
        private static long dump;
        private static Reference<?>[] references = {};

        static synchronized void dump(Path file, long id, Reference<?>[] marks) throws IOException {
            dump = id;
            references = marks;
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpHeap(file.toString(), true);
            } finally {
                references = new Reference<?>[0];
            }
        }
    }

    private final Path folder;
    private final Heap heap;
    private final List<Optional<Instance>> marked;

    private HeapDump(Path folder, Heap heap, List<Optional<Instance>> marked) {
        this.folder = folder;
        this.heap = heap;
        this.marked = marked;
    }

    /** Dumps what is live after a full collection. The marks are references, so that they keep nothing alive. */
    static HeapDump of(List<? extends Reference<?>> marks) {
        try {
            Path folder = Files.createTempDirectory(FOLDERS);
            try {
                return read(folder, marks.toArray(Reference<?>[]::new));
            } catch (IOException | RuntimeException e) {
                delete(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No heap dump could be made", e);
        }
    }

    private static HeapDump read(Path folder, Reference<?>[] marks) throws IOException {
        Path file = folder.resolve("heap.hprof");
        long id = UUID.randomUUID().getMostSignificantBits();
        Marks.dump(file, id, marks);
        Heap heap = HeapFactory.createHeap(file.toFile());
        return new HeapDump(folder, heap, marked(heap, id));
    }

    // By name, as this class may have been loaded more than once; of its copies, the one that names this dump is ours.
    private static List<Optional<Instance>> marked(Heap heap, long id) {
        for (Object each : heap.getAllClasses()) {
            JavaClass type = (JavaClass) each;
            if (type.getName().equals(Marks.class.getName())
                    && Long.valueOf(id).equals(type.getValueOfStaticField("dump"))
                    && type.getValueOfStaticField("references") instanceof ObjectArrayInstance references) {
                List<Optional<Instance>> found = new ArrayList<>();
                for (Object reference : references.getValues()) {
                    found.add(Optional.ofNullable((Instance) ((Instance) reference).getValueOfField("referent")));
                }
                return found;
            }
        }
        throw new IllegalStateException("The dump does not show the class that asked for it");
    }

    /** Returns what each mark referred to, in their order; nothing where that has been collected. */
    List<Optional<Instance>> marked() {
        return marked;
    }

    /** Returns what a class object stands for, and nothing for all other objects. */
    Optional<JavaClass> classOf(Instance instance) {
        return instance.getJavaClass().getName().equals("java.lang.Class")
                ? Optional.ofNullable(heap.getJavaClassByID(instance.getInstanceId()))
                : Optional.empty();
    }

    /** Returns the class object of a class. */
    Instance objectOf(JavaClass type) {
        return heap.getInstanceByID(type.getJavaClassId());
    }

    void forEachClass(Consumer<JavaClass> action) {
        for (Object each : heap.getAllClasses()) {
            action.accept((JavaClass) each);
        }
    }

    void forEachInstance(Consumer<Instance> action) {
        Iterator<?> all = heap.getAllInstancesIterator();
        while (all.hasNext()) {
            action.accept((Instance) all.next());
        }
    }

    /** Visits the roots that the dump shows an object for. */
    void forEachRoot(Consumer<GCRoot> action) {
        for (Object each : heap.getGCRoots()) {
            GCRoot root = (GCRoot) each;
            if (Optional.ofNullable(root.getInstance()).isPresent()) {
                action.accept(root);
            }
        }
    }

    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("A heap dump stays behind in " + folder, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
