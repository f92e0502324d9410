package dev.mooring.websocket.itests.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** A sample bundle as it is seen from outside: what it is told, and what it tells, which is what it logs. */
final class Sample implements AutoCloseable {

    private final BundleContext context;
    private final String name;
    private final Bundle bundle;
    private final List<String> keys = new ArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler recorder = new Recorder();

    // Kept here, since the JVM forgets a logger that nobody keeps, and what was set on it.
    private final Logger logger;

    private Sample(BundleContext context, String name, Bundle bundle) {
        this.context = context;
        this.name = name;
        this.bundle = bundle;
        this.logger = Logger.getLogger(name);
        logger.setUseParentHandlers(false);
        logger.addHandler(recorder);
    }

    static Sample install(BundleContext context, String folder, String name) throws BundleException {
        String symbolicName = "dev.mooring.websocket.samples." + name;
        return new Sample(context, symbolicName, context.installBundle(folder + symbolicName + ".jar"));
    }

    /** Sets one of its framework properties; the framework looks for them among the system properties, too. */
    Sample with(String key, String value) {
        System.setProperty(name + "." + key, value);
        keys.add(name + "." + key);
        return this;
    }

    Sample start() throws BundleException {
        bundle.start();
        return this;
    }

    void stop() throws BundleException {
        bundle.stop();
    }

    /** Deactivates its component, while the bundle goes on. */
    void deactivate() throws Exception {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime components = context.getService(reference);
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs(bundle)) {
            components.disableComponent(component).getValue();
        }
        context.ungetService(reference);
    }

    /** The name of the bundle, of its logger, and of its threads. */
    String name() {
        return name;
    }

    /** Level and message of each entry so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    @Override
    public void close() throws BundleException {
        bundle.uninstall();
        logger.removeHandler(recorder);
        keys.forEach(System::clearProperty);
    }

    private final class Recorder extends Handler {

        @Override
        public void publish(LogRecord entry) {
            log.add(entry.getLevel().getName() + " " + entry.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
