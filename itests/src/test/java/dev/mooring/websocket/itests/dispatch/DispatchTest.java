package dev.mooring.websocket.itests.dispatch;

import dev.mooring.websocket.WebSocketService;
import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.support.EchoServer;
import java.util.concurrent.CountDownLatch;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.event.EventAdmin;

/** A test that has a server which echoes, and extensions that connect to it. */
abstract class DispatchTest extends ContainerTest {

    static final String FELIX = "org.apache.felix.eventadmin";

    @Inject
    BundleContext context;

    EchoServer server;
    Extensions extensions;

    @Before
    public void startServer() {
        server = EchoServer.start();
        extensions = new Extensions(context);
    }

    @After
    public void cleanUp() throws BundleException {
        extensions.uninstallAll();
        server.close();
    }

    /** The service as a new extension has it. */
    WebSocketService socketsOf(String extension) throws BundleException {
        return Extensions.socketsOf(extensions.start(extension));
    }

    EventAdmin eventAdmin() {
        return context.getService(context.getServiceReference(EventAdmin.class));
    }

    Bundle felix() {
        return Core.named(context, FELIX);
    }

    /** For code that is called by others, which can't throw what waiting throws. */
    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
