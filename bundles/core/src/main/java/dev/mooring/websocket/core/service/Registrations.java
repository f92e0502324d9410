package dev.mooring.websocket.core.service;

import dev.mooring.websocket.core.connection.Connector;
import dev.mooring.websocket.core.dispatch.EventBus;
import dev.mooring.websocket.core.trust.HiddenService;
import dev.mooring.websocket.core.trust.OnlyFor;
import dev.mooring.websocket.platform.UrlPolicy;
import dev.mooring.websocket.platform.WebSocketAdmin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * The services that core registers besides the one for extensions. By reflection, everything could be reached through
 * some of them, so each is given only to those whom it is for.
 */
final class Registrations {

    private final BundleContext context;
    private final ServiceRegistration<?> eventHandler;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    Registrations(BundleContext context, Core core) {
        this.context = context;
        eventHandler = context.registerService(
                EventHandler.class,
                new OnlyFor<>(Registrations::isEventAdmin, core.bus().handler()),
                FrameworkUtil.asDictionary(Map.of(EventConstants.EVENT_TOPIC, EventBus.TOPICS)));
        HiddenService hidden = new HiddenService(WebSocketAdmin.class, core.platform());
        // The hooks first: nobody sees the administration appear.
        add(FindHook.class, onlyFor(Registrations::isFramework, hidden));
        add(EventListenerHook.class, onlyFor(Registrations::isFramework, hidden));
        add(WebSocketAdmin.class, core.admin());
        // For everybody: it leads to no connection, nor to what others connect to.
        add(UrlPolicy.class, onlyFor(everybody -> true, core.urlsForOthers()));
        add(Connector.class, onlyFor(context.getBundle()::equals, core.connector()));
    }

    private static <S> ServiceFactory<S> onlyFor(Predicate<Bundle> users, S service) {
        return new OnlyFor<>(users, service);
    }

    private <S> void add(Class<S> type, ServiceFactory<S> factory) {
        services.add(0, context.registerService(type, factory, FrameworkUtil.asDictionary(Map.<String, Object>of())));
    }

    private static boolean isFramework(Bundle bundle) {
        return bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID;
    }

    private static boolean isEventAdmin(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        return registered != null
                && Arrays.stream(registered)
                        .flatMap(service -> Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS)))
                        .anyMatch(EventAdmin.class.getName()::equals);
    }

    /** The latest first. */
    void endServices() {
        services.forEach(ServiceRegistration::unregister);
    }

    void endEventHandler() {
        eventHandler.unregister();
    }
}
