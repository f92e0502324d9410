package dev.mooring.websocket.itests.bench.mooring;

import dev.mooring.websocket.itests.bench.subject.EventCounter;
import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Stoppable;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The product in Felix, all of it and as it ships, and an extension that uses it. */
public final class MooringSubject implements Subject, Stoppable {

    private final Platform platform;
    private final Bundle extension;

    /** The service of the extension's bundle; another one after each of its starts. */
    private volatile Subject subject;

    private MooringSubject(Platform platform) throws BundleException {
        this.platform = platform;
        extension = platform.startProduct();
        subject = platform.service(Subject.class);
    }

    public static Subject asShipped(Path home) throws Exception {
        Features features = new Features(home.resolve("features"));
        return new MooringSubject(Platform.boot(home, features, features.frameworkProperties()));
    }

    /** Without what ships for EventAdmin: it calls handlers in threads of its own, and watches how long they take. */
    public static Subject withEventAdminAsItComes(Path home) throws Exception {
        return new MooringSubject(Platform.boot(home, new Features(home.resolve("features")), Map.of()));
    }

    @Override
    public Link connect(URI url, Receiver receiver) throws Exception {
        return subject.connect(url, receiver);
    }

    @Override
    public void stop() throws BundleException {
        extension.stop();
    }

    @Override
    public void start() throws BundleException {
        extension.start();
        subject = platform.service(Subject.class);
    }

    public EventCounter eventCounter() {
        return platform.service(EventCounter.class);
    }

    @Override
    public void shutDown() throws Exception {
        platform.shutDown();
    }
}
