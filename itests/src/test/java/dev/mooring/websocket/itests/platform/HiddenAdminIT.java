package dev.mooring.websocket.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.itests.ContainerTest;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.Core;
import dev.mooring.websocket.itests.Extensions;
import dev.mooring.websocket.itests.Platform;
import dev.mooring.websocket.platform.WebSocketAdmin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** An extension neither finds the administration nor gets it. */
public class HiddenAdminIT extends ContainerTest {

    private static final String TYPE = WebSocketAdmin.class.getName();

    @Inject
    private BundleContext context;

    private Extensions extensions;
    private BundleContext its;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felix(Containers.support(), Platform.named());
    }

    @Before
    public void startExtension() throws Exception {
        extensions = new Extensions(context);
        its = extensions.start(Platform.content("curious"), "test:curious").getBundleContext();
    }

    @After
    public void uninstall() throws Exception {
        extensions.uninstallAll();
    }

    @Test
    public void theServiceRegistryDoesNotShowIt() throws Exception {
        assertThat(its.getServiceReference(WebSocketAdmin.class)).isNull();
        assertThat(its.getServiceReference(TYPE)).isNull();
        assertThat(its.getServiceReferences(TYPE, null)).isNull();
        assertThat(its.getAllServiceReferences(TYPE, null)).isNull();
        assertThat(its.getAllServiceReferences(null, "(objectClass=" + TYPE + ")"))
                .isNull();
        assertThat(its.getAllServiceReferences(null, null)).noneMatch(HiddenAdminIT::isAdmin);
    }

    @Test
    public void noEventTellsOfIt() throws Exception {
        List<ServiceReference<?>> seen = new ArrayList<>();
        its.addServiceListener(event -> seen.add(event.getServiceReference()));
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(its, TYPE, null);
        tracker.open(true);

        Core.bundle(context).stop();
        Core.bundle(context).start();

        assertThat(seen).as("others are told of").isNotEmpty().noneMatch(HiddenAdminIT::isAdmin);
        assertThat(tracker.size()).isZero();
        tracker.close();
    }

    @Test
    public void aReferenceThatIsFoundAllTheSameGivesNothing() {
        ServiceReference<?> told = Arrays.stream(Core.bundle(context).getRegisteredServices())
                .filter(HiddenAdminIT::isAdmin)
                .findFirst()
                .orElseThrow();

        assertThat((Object) its.getService(told)).isNull();
        assertThat((Object) its.getServiceObjects(told).getService()).isNull();
    }

    @Test
    public void theSystemBundlesContextGivesNothingEither() throws Exception {
        BundleContext system = its.getBundle(0).getBundleContext();
        ServiceReference<?>[] references = system.getAllServiceReferences(TYPE, null);

        assertThat(references).as("hooks do not bind the system bundle").isNotEmpty();
        for (ServiceReference<?> reference : references) {
            assertThat((Object) system.getService(reference)).isNull();
        }
    }

    @Test
    public void anotherVersionWithThePlatformsNameGetsNothing() throws Exception {
        Platform platform = Platform.start(extensions);
        BundleContext impostor = extensions
                .start(Platform.content("test.platform").withVersion("99.0.0"), "test:impostor")
                .getBundleContext();

        assertThat(platform.get(WebSocketAdmin.class)).isNotNull();
        assertThat(impostor.getServiceReference(WebSocketAdmin.class)).isNull();
    }

    private static boolean isAdmin(ServiceReference<?> reference) {
        return Arrays.asList((String[]) reference.getProperty("objectClass")).contains(TYPE);
    }
}
