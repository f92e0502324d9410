package dev.mooring.websocket.itests.dispatch;

import dev.mooring.websocket.itests.Containers;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;

/** What is promised of events, on Equinox's EventAdmin, which shares no code with Felix's. */
public class EquinoxEventAdminIT extends EventAdminTest {

    @Override
    @Configuration
    public Option[] container() {
        return Containers.felixBut(
                shipped -> !shipped.startsWith("org.apache.felix.eventadmin"),
                Containers.support(),
                Containers.equinoxEventAdmin());
    }

    @Override
    String eventAdminName() {
        return "org.eclipse.equinox.event";
    }
}
