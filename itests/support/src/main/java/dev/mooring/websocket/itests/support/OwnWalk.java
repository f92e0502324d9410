package dev.mooring.websocket.itests.support;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.JavaFrameGCRoot;
import org.netbeans.lib.profiler.heap.ThreadObjectGCRoot;

/** The walk that starts with our classes, objects and threads, and goes through objects of ours and of the JDK only. */
final class OwnWalk {

    private static final String LIVE = "live object";

    private final HeapDump dump;
    private final Set<Long> ourLoaders;
    private final Map<Long, String> ourThreads;
    private final Set<Long> otherThreads = new HashSet<>();

    OwnWalk(HeapDump dump, Set<Long> ourLoaders, Map<Long, String> ourThreads) {
        this.dump = dump;
        this.ourLoaders = ourLoaders;
        this.ourThreads = ourThreads;
    }

    Optional<HeapPath> pathTo(HeapLoader target) {
        HeapSearch search = new HeapSearch(dump, target::isKeptBy);
        dump.forEachRoot(root -> {
            if (root instanceof ThreadObjectGCRoot thread) {
                startFrom(thread, search);
            } else if (root instanceof JavaFrameGCRoot frame) {
                startFrom(frame, search);
            }
        });
        dump.forEachClass(type -> {
            if (isOurs(type)) {
                HeapEdges.ofClass(type, search::start);
            }
        });
        dump.forEachInstance(object -> {
            if (isOurs(object.getJavaClass())) {
                search.start(LIVE, object);
            }
        });
        return search.run(this::edges)
                .map(path -> search.foundFrom(LIVE)
                        .map(this::holder)
                        .orElse(HeapPath.EMPTY)
                        .then(path));
    }

    // That an object of ours is alive may be somebody else's doing: say whose.
    private HeapPath holder(Instance object) {
        return new RootWalk(dump)
                .pathTo(each -> each.getInstanceId() == object.getInstanceId())
                .orElse(HeapPath.EMPTY);
    }

    private void startFrom(ThreadObjectGCRoot root, HeapSearch search) {
        Instance thread = root.getInstance();
        String name = ourThreads.get(thread.getInstanceId());
        if (name == null) {
            otherThreads.add(thread.getInstanceId());
        } else {
            search.start("thread " + name, thread);
        }
    }

    private void startFrom(JavaFrameGCRoot frame, HeapSearch search) {
        Optional.ofNullable(frame.getThreadGCRoot())
                .map(thread -> ourThreads.get(thread.getInstance().getInstanceId()))
                .ifPresent(name -> search.start("thread " + name + ", " + RootWalk.name(frame), frame.getInstance()));
    }

    private boolean isOurs(JavaClass type) {
        return HeapLoader.loader(type)
                .filter(loader -> ourLoaders.contains(loader.getInstanceId()))
                .isPresent();
    }

    private void edges(Instance object, HeapEdges.Visitor visitor) {
        if (leadsOn(object)) {
            HeapEdges.ofObject(object, visitor);
        }
    }

    private boolean leadsOn(Instance object) {
        // A live thread is held by the JVM, not by us; its group would lead to all others.
        boolean threads = otherThreads.contains(object.getInstanceId())
                || object.getJavaClass().getName().equals("java.lang.ThreadGroup");
        return !threads && (isOfJdk(object.getJavaClass()) || isOurs(object.getJavaClass()));
    }

    private static boolean isOfJdk(JavaClass type) {
        return HeapLoader.loader(type)
                .map(loader -> loader.getJavaClass().getName())
                .filter(name -> !name.equals("jdk.internal.loader.ClassLoaders$PlatformClassLoader"))
                .isEmpty();
    }
}
