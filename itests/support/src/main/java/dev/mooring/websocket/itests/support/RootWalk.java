package dev.mooring.websocket.itests.support;

import java.util.Optional;
import java.util.function.Predicate;
import org.netbeans.lib.profiler.heap.GCRoot;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.JavaFrameGCRoot;
import org.netbeans.lib.profiler.heap.ThreadObjectGCRoot;

/** The walk that starts where the garbage collector does, and goes through everything. */
final class RootWalk {

    private final HeapDump dump;

    RootWalk(HeapDump dump) {
        this.dump = dump;
    }

    Optional<HeapPath> pathTo(Predicate<Instance> wanted) {
        HeapSearch search = new HeapSearch(dump, wanted);
        dump.forEachRoot(root -> search.start(name(root), root.getInstance()));
        return search.run(this::edges);
    }

    private void edges(Instance object, HeapEdges.Visitor visitor) {
        HeapEdges.ofObject(object, visitor);
        visitor.visit("class of " + object.getJavaClass().getName(), dump.objectOf(object.getJavaClass()));
        dump.classOf(object).ifPresent(type -> classEdges(type, visitor));
    }

    private void classEdges(JavaClass type, HeapEdges.Visitor visitor) {
        HeapEdges.ofClass(type, visitor);
        Optional.ofNullable(type.getSuperClass())
                .ifPresent(above -> visitor.visit("superclass of " + type.getName(), dump.objectOf(above)));
    }

    /** Names a root; of a stack also the method that has the object in use. */
    static String name(GCRoot root) {
        return root instanceof JavaFrameGCRoot frame
                ? method(frame).map(method -> "stack at " + method).orElse("stack")
                : root.getKind();
    }

    private static Optional<StackTraceElement> method(JavaFrameGCRoot frame) {
        int number = frame.getFrameNumber();
        return Optional.ofNullable(frame.getThreadGCRoot())
                .map(ThreadObjectGCRoot::getStackTrace)
                .filter(stack -> 0 <= number && number < stack.length)
                .map(stack -> stack[number]);
    }
}
