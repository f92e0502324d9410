package dev.mooring.websocket.itests.samples;

import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.support.EchoServer;
import dev.mooring.websocket.itests.support.EchoSession;
import javax.inject.Inject;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A test that installs samples when their servers are there. */
abstract class SampleTest extends ContainerTest {

    private static final String SAMPLES = "mooring.samples";

    @Inject
    private BundleContext context;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(
                Containers.support(),
                CoreOptions.systemProperty(SAMPLES)
                        .value(Containers.target().resolve("samples").toUri().toString()));
    }

    protected Sample sample(String name) throws BundleException {
        return Sample.install(context, System.getProperty(SAMPLES), name);
    }

    protected static EchoSession onlySession(EchoServer server) {
        await().until(() -> server.sessions().size() == 1);
        return server.sessions().get(0);
    }
}
