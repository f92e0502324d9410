package dev.mooring.websocket.itests.support;

import java.util.Set;
import org.netbeans.lib.profiler.heap.FieldValue;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.ObjectArrayInstance;
import org.netbeans.lib.profiler.heap.ObjectFieldValue;

/** Lists the strong references that go out from an object of a heap dump, each with the name that people know it by. */
final class HeapEdges {

    /** Takes one reference. */
    @FunctionalInterface
    interface Visitor {
        void visit(String holder, Instance held);
    }

    // "discovered" is the garbage collector's own list.
    private static final Set<String> WEAK_FIELDS = Set.of("referent", "discovered");

    private HeapEdges() {}

    /** Visits what an object holds through its elements or fields. A soft, weak or phantom referent is not held. */
    static void ofObject(Instance object, Visitor visitor) {
        if (object instanceof ObjectArrayInstance array) {
            String holder = array.getJavaClass().getName() + " element";
            for (Object each : array.getValues()) {
                if (each instanceof Instance held) {
                    visitor.visit(holder, held);
                }
            }
            return;
        }
        for (Object each : object.getFieldValues()) {
            if (each instanceof ObjectFieldValue value && !isWeak(value)) {
                visit(value, visitor);
            }
        }
    }

    /**
     * Visits what a class holds: its statics, among them what its lambdas and constants resolved to, and its loader.
     */
    static void ofClass(JavaClass type, Visitor visitor) {
        for (Object each : type.getStaticFieldValues()) {
            if (each instanceof ObjectFieldValue value) {
                visit(value, visitor);
            }
        }
    }

    private static void visit(ObjectFieldValue value, Visitor visitor) {
        // Java says that an instance is always there; a dump says null, or points at what it left out.
        Object held = value.getInstance();
        if (held instanceof Instance instance) {
            visitor.visit(name(value), instance);
        }
    }

    private static String name(FieldValue value) {
        String kind = value.getField().isStatic() ? "static " : "";
        return kind + value.getField().getDeclaringClass().getName() + "."
                + value.getField().getName();
    }

    private static boolean isWeak(FieldValue value) {
        return WEAK_FIELDS.contains(value.getField().getName())
                && value.getField().getDeclaringClass().getName().equals("java.lang.ref.Reference");
    }
}
