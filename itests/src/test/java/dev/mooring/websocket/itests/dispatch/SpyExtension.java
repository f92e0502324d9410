package dev.mooring.websocket.itests.dispatch;

import java.lang.StackWalker.Option;
import java.lang.reflect.Field;
import java.security.AccessController;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * A bundle that is called with every event there is, and looks at all that it can get hold of then. What it notes are
 * strings, in a service, so that a test can read them.
 */
public final class SpyExtension implements BundleActivator, EventHandler {

    /** A header: what to look for, with commas between. */
    static final String SECRETS = "Test-Secrets";

    /** A header: whose services not to look at, because what is registered there is meant to be seen. */
    static final String OWNER = "Test-Owner";

    static final String FOUND = "found";
    static final String CLOSED = "closed";
    static final String EVENTS = "events";
    static final String THREADS = "threads";
    static final String REACHED = "reached";
    static final String SERVICES = "services";
    static final String GIVEN = "given";

    private static final String TOPICS = "dev/mooring/websocket/";
    private static final String CORE = "dev.mooring.websocket.core";

    /**
     * The spy is an extension like any other. That its own service object leads to everything by reflection, we know.
     */
    private static final String OWN_DOOR = "dev.mooring.websocket.WebSocketService";

    private final Map<String, Set<String>> notes = new ConcurrentHashMap<>();
    private BundleContext context;
    private List<String> secrets;
    private String owner;

    @Override
    public void start(BundleContext starting) {
        context = starting;
        secrets = List.of(context.getBundle().getHeaders().get(SECRETS).split(",", -1));
        owner = context.getBundle().getHeaders().get(OWNER);
        for (String topic : List.of(FOUND, CLOSED, EVENTS, THREADS, REACHED, SERVICES, GIVEN)) {
            notes.put(topic, new ConcurrentSkipListSet<>());
        }
        // Once without a listener, so that all is loaded and the looks that count are quick.
        handleEvent(new Event(TOPICS + "rehearsal", Map.of()));
        notes.values().forEach(Set::clear);
        context.registerService(Map.class, notes, null);
        // Who is an EventAdmin is given core's event handler. Anybody can say so; nobody has to use this one.
        context.registerService(
                EventAdmin.class,
                new NoEventAdmin(),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MIN_VALUE)));
        context.registerService(
                EventHandler.class, this, FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, "*")));
    }

    private static final class NoEventAdmin implements EventAdmin {

        @Override
        public void postEvent(Event event) {}

        @Override
        public void sendEvent(Event event) {}
    }

    @Override
    public void stop(BundleContext stopping) {}

    @Override
    public void handleEvent(Event event) {
        if (event.getTopic().startsWith(TOPICS)) {
            try {
                lookAtEvent(event);
                lookAtThread(Thread.currentThread());
                lookAtStack();
                lookAtServices();
            } catch (InvalidSyntaxException | ReflectiveOperationException | RuntimeException e) {
                notes.get(CLOSED).add("" + e);
            }
            notes.get(EVENTS).add(event.getTopic() + " " + notes.get(EVENTS).size());
        }
    }

    private void lookAtEvent(Event event) {
        SpyWalk walk = new SpyWalk(secrets).from("event", event);
        notes.get(REACHED).addAll(walk.foreignClasses());
        note(walk);
    }

    @SuppressWarnings("removal")
    private void lookAtThread(Thread thread) throws ReflectiveOperationException {
        notes.get(THREADS).add(thread.getName());
        SpyWalk walk = new SpyWalk(secrets);
        walk.from("thread.name", thread.getName());
        walk.from("thread.loader", thread.getContextClassLoader());
        walk.from("thread.uncaught", thread.getUncaughtExceptionHandler());
        walk.from("thread.security", AccessController.getContext());
        for (ThreadGroup group = thread.getThreadGroup(); group != null; group = group.getParent()) {
            walk.from("thread.group", group);
        }
        for (String locals : List.of("threadLocals", "inheritableThreadLocals")) {
            Field field = Thread.class.getDeclaredField(locals);
            field.setAccessible(true);
            walk.from("thread." + locals, field.get(thread));
        }
        note(walk);
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            // The test's server names its threads after its address. It may.
            note(new SpyWalk(secrets.subList(0, 1)).from("a thread's name", each.getName()));
        }
    }

    private void lookAtStack() {
        List<Class<?>> callers = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> new ArrayList<>(
                        frames.map(StackWalker.StackFrame::getDeclaringClass).toList()));
        note(new SpyWalk(secrets).from("a caller", callers.toArray()));
    }

    private void lookAtServices() throws InvalidSyntaxException {
        List<ServiceReference<?>> all = new ArrayList<>();
        all.addAll(List.of(context.getAllServiceReferences(null, null)));
        for (Bundle bundle : context.getBundles()) {
            ServiceReference<?>[] registered = bundle.getRegisteredServices();
            all.addAll(registered == null ? List.of() : List.of(registered));
        }
        all.removeIf(reference -> reference.getBundle() == null
                || reference.getBundle().equals(context.getBundle())
                || reference.getBundle().getSymbolicName().equals(owner));
        for (ServiceReference<?> reference : all) {
            lookAtService(reference);
        }
    }

    private void lookAtService(ServiceReference<?> reference) {
        String types = String.join(" ", (String[]) reference.getProperty(Constants.OBJECTCLASS));
        notes.get(SERVICES).add(types);
        SpyWalk walk = new SpyWalk(secrets).from("a service", reference.toString());
        for (String key : reference.getPropertyKeys()) {
            walk.from("a service's " + key, reference.getProperty(key));
        }
        note(walk);
        Bundle provider = reference.getBundle();
        if (provider != null && provider.getSymbolicName().equals(CORE)) {
            Object service = context.getService(reference);
            // What DS registers in core's name is an object of DS.
            if (service != null && provider.equals(FrameworkUtil.getBundle(service.getClass()))) {
                notes.get(GIVEN).add(types);
                if (!types.equals(OWN_DOOR)) {
                    note(new SpyWalk(secrets).from(types, service));
                }
            }
        }
    }

    private void note(SpyWalk walk) {
        notes.get(FOUND).addAll(walk.found());
        notes.get(CLOSED).addAll(walk.closed());
    }
}
