package dev.mooring.websocket.core.trust;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/**
 * Hides a type of service from all bundles but the platform's (OSGi Core, chapter 55). This keeps it out of sight, not
 * out of reach: the system bundle sees what it likes, and a bundle tells what it has registered. What keeps it out of
 * reach is {@link OnlyFor}.
 */
public final class HiddenService implements FindHook, EventListenerHook {

    private final String type;
    private final PlatformSet platform;

    public HiddenService(Class<?> type, PlatformSet platform) {
        this.type = type.getName();
        this.platform = platform;
    }

    @Override
    public void find(
            BundleContext context,
            @Nullable String name,
            @Nullable String filter,
            boolean allServices,
            Collection<ServiceReference<?>> references) {
        if ((name == null || name.equals(type)) && !platform.test(context.getBundle())) {
            references.removeIf(this::isHidden);
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        if (isHidden(event.getServiceReference())) {
            listeners.keySet().removeIf(this::isStranger);
        }
    }

    private boolean isStranger(BundleContext context) {
        try {
            Bundle bundle = context.getBundle();
            return !platform.test(bundle);
        } catch (IllegalStateException e) {
            // The bundle has stopped, and is told nothing any more.
            return true;
        }
    }

    private boolean isHidden(ServiceReference<?> reference) {
        return Arrays.asList((String[]) reference.getProperty(Constants.OBJECTCLASS))
                .contains(type);
    }
}
