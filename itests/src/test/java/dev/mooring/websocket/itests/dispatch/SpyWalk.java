package dev.mooring.websocket.itests.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * Goes from an object to all that it refers to, whatever is private, and looks for secrets in every text and buffer.
 *
 * <p>It stops at classes, class loaders, their modules and domains, threads, bundles, and what the framework hands out
 * for services. Each of them leads to the framework and so to everything: core does not guard against somebody who
 * reflects into the framework. It does see whose they are.
 */
final class SpyWalk {

    private static final List<Class<?>> FRAMEWORK = List.of(
            Class.class,
            ClassLoader.class,
            Module.class,
            ProtectionDomain.class,
            Thread.class,
            ThreadGroup.class,
            Bundle.class,
            BundleContext.class,
            ServiceReference.class,
            ServiceRegistration.class);

    private record Step(String path, Object object) {}

    private final List<String> secrets;
    private final Set<String> found = new TreeSet<>();
    private final Set<String> closed = new TreeSet<>();
    private final Set<String> foreignClasses = new TreeSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> next = new ArrayDeque<>();

    SpyWalk(List<String> secrets) {
        this.secrets = secrets;
    }

    /** Secrets, with the way to each. */
    Set<String> found() {
        return found;
    }

    /** What could not be read. */
    Set<String> closed() {
        return closed;
    }

    /** Classes of the objects on the way that are not the JDK's, with the bundle of each. */
    Set<String> foreignClasses() {
        return foreignClasses;
    }

    SpyWalk from(String name, Object root) {
        visit(name, root);
        for (Step step = next.poll(); step != null; step = next.poll()) {
            explore(step.path(), step.object());
        }
        return this;
    }

    private void visit(String path, Object object) {
        if (object != null && seen.add(object)) {
            next.add(new Step(path, object));
        }
    }

    private void explore(String path, Object object) {
        lookAtOwner(path, object);
        if (object instanceof CharSequence text) {
            search(path, text.toString());
        } else if (object instanceof char[] chars) {
            search(path, new String(chars));
        } else if (object instanceof byte[] bytes) {
            search(path, new String(bytes, ISO_8859_1));
            search(path, new String(bytes, UTF_16BE));
            search(path, new String(bytes, UTF_16LE));
        } else if (FRAMEWORK.stream().anyMatch(type -> type.isInstance(object))) {
            search(path, object.toString());
        } else if (object instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                visit(path + "[" + i + "]", array[i]);
            }
        } else if (!object.getClass().isArray()) {
            look(path, object);
        }
    }

    private void look(String path, Object object) {
        if (object instanceof ByteBuffer buffer && buffer.isDirect()) {
            byte[] bytes = new byte[buffer.capacity()];
            buffer.duplicate().clear().get(bytes);
            visit(path + ".bytes", bytes);
            return;
        }
        if (object instanceof Reference<?> reference) {
            // Its other fields are the collector's, and lead to whatever else is on the heap.
            visit(path + ".referent", reference.get());
        }
        for (Class<?> type = object.getClass(); type != null && type != Reference.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean ofTheJdk = type.getClassLoader() == null;
                if (!field.getType().isPrimitive() && !(ofTheJdk && Modifier.isStatic(field.getModifiers()))) {
                    visit(path + "." + field.getName(), read(field, object));
                }
            }
        }
    }

    private Object read(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (InaccessibleObjectException | IllegalAccessException e) {
            closed.add(field.toString());
            return null;
        }
    }

    private void lookAtOwner(String path, Object object) {
        Class<?> type = object instanceof Class<?> itself ? itself : object.getClass();
        ClassLoader loader = object instanceof ClassLoader itself ? itself : type.getClassLoader();
        if (loader instanceof BundleReference reference) {
            String owner = reference.getBundle().getSymbolicName();
            foreignClasses.add(owner + ": " + type.getName());
            search(path + ", of a bundle", owner);
        } else if (object instanceof Bundle bundle) {
            search(path + ", a bundle", bundle.getSymbolicName());
        }
    }

    private void search(String path, String text) {
        for (String secret : secrets) {
            int at = text.indexOf(secret);
            if (at >= 0) {
                found.add(path + ": " + text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 40)));
            }
        }
    }
}
