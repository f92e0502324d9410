package dev.mooring.websocket.core.trust;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The bundles that act for the platform: this one, and those that a framework property names when the platform is
 * launched. A bundle whose name or location is on the list before it is installed can be impersonated by whoever
 * installs another one under it first; so the platform's own are installed first, as platforms are.
 */
public final class PlatformSet implements Predicate<Bundle> {

    /** Locations or symbolic names, with commas between them. */
    public static final String PROPERTY = "dev.mooring.websocket.platform";

    private final BundleContext context;
    private final long self;
    private final Set<String> named;

    private PlatformSet(BundleContext context, Set<String> named) {
        this.context = context;
        this.self = context.getBundle().getBundleId();
        this.named = named;
    }

    /** Reads the property, once and for all. */
    public static PlatformSet of(BundleContext context) {
        return new PlatformSet(context, parse(context.getProperty(PROPERTY)));
    }

    static Set<String> parse(@Nullable String value) {
        return value == null
                ? Set.of()
                : Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean test(Bundle bundle) {
        return bundle.getBundleId() == self || isNamedByLocation(bundle) || isNamedBySymbolicName(bundle);
    }

    private boolean isNamedByLocation(Bundle bundle) {
        String location = bundle.getLocation();
        // Whoever installs a bundle chooses its location. One that looks like a symbolic name must not pass for one.
        return isLocation(location) && named.contains(location);
    }

    private boolean isNamedBySymbolicName(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name != null && named.contains(name) && isFirstOfItsName(bundle, name);
    }

    /** Another version with the same symbolic name may be anybody's; the platform's own was installed first. */
    private boolean isFirstOfItsName(Bundle bundle, String name) {
        return Arrays.stream(context.getBundles())
                .filter(other -> name.equals(other.getSymbolicName()))
                .allMatch(other -> other.getBundleId() >= bundle.getBundleId());
    }

    /** The characters of a symbolic name (OSGi Core, section 1.3.2) are none of these. */
    private static boolean isLocation(String text) {
        return text.indexOf(':') >= 0 || text.indexOf('/') >= 0;
    }
}
