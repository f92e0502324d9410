package dev.mooring.websocket.itests.support;

import java.util.Optional;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;

/** A class loader in a heap dump, and all that keeps it: itself, its classes, and the objects of those. */
final class HeapLoader {

    private final HeapDump dump;
    private final long id;

    HeapLoader(HeapDump dump, Instance loader) {
        this.dump = dump;
        this.id = loader.getInstanceId();
    }

    boolean isKeptBy(Instance object) {
        return object.getInstanceId() == id
                || hasLoaded(object.getJavaClass())
                || dump.classOf(object).filter(this::hasLoaded).isPresent();
    }

    boolean hasLoaded(JavaClass type) {
        return loader(type).filter(loader -> loader.getInstanceId() == id).isPresent();
    }

    /** Returns the loader of a class; the boot loader is nothing. */
    static Optional<Instance> loader(JavaClass type) {
        return Optional.ofNullable(type.getClassLoader());
    }
}
