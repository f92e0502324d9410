package dev.mooring.websocket.itests.dispatch;

/** What is promised of events, on Felix's EventAdmin. */
public class EventAdminIT extends EventAdminTest {

    @Override
    String eventAdminName() {
        return "org.apache.felix.eventadmin";
    }
}
