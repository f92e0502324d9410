package dev.mooring.websocket.core.policy;

import dev.mooring.websocket.ConnectOptions;
import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.config.Settings;
import dev.mooring.websocket.core.identity.Identity;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.platform.CheckedUrl;
import dev.mooring.websocket.platform.UrlKind;
import dev.mooring.websocket.platform.UrlPolicy;
import dev.mooring.websocket.spi.ConnectPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The rules for one connection, in their order. The first that refuses it decides. What depends on others, the limit
 * and consent, comes after them.
 */
public final class ConnectRules {

    private final UrlPolicy urls;
    private final OriginRule origin;
    private final CapabilityMode mode;
    private final PlatformPolicies policies;
    private final Supplier<Settings> settings;

    public ConnectRules(
            UrlPolicy urls,
            OriginRule origin,
            CapabilityMode mode,
            Supplier<List<ConnectPolicy>> policies,
            Supplier<Settings> settings,
            Log log) {
        this.urls = urls;
        this.origin = origin;
        this.mode = mode;
        this.policies = new PlatformPolicies(policies, log);
        this.settings = settings;
    }

    /** Touches no network. Throws {@link WebSocketException} for what is refused. */
    public Attempt check(Identity owner, String url, ConnectOptions options) {
        return check(owner, checkUrl(url), options.headers(), options.subprotocols(), options.compression());
    }

    /**
     * Judges where a redirect leads as if the extension had asked for it. Neither the limit nor consent depends on the
     * URL: the connection keeps its place, and to revoke the consent closes it.
     */
    public Attempt check(Attempt from, String url) {
        CheckedUrl to = checkUrl(url);
        RedirectRule rule = new RedirectRule(from.url(), to);
        rule.check(from.subprotocols());
        return check(from.owner(), to, rule.headers(from.added()), from.subprotocols(), from.compression());
    }

    private CheckedUrl checkUrl(String url) {
        return urls.check(UrlKind.WEBSOCKET, url);
    }

    private Attempt check(
            Identity owner, CheckedUrl url, Map<String, String> added, List<String> subprotocols, boolean compression) {
        RequestFields fields = new RequestFields(settings.get());
        fields.checkHeaders(added);
        Map<String, String> headers = origin.apply(added);
        fields.checkSubprotocols(subprotocols);
        owner.check();
        checkDeclared(owner);
        Attempt attempt = new Attempt(owner, url, added, headers, subprotocols, compression);
        policies.check(attempt);
        return attempt;
    }

    private void checkDeclared(Identity owner) {
        if (mode == CapabilityMode.DECLARED && !owner.declaresWebSocket()) {
            throw new WebSocketException(
                    Reason.CAPABILITY_MISSING,
                    owner.extensionId() + " does not declare the capability network:ws, which this platform wants. Name"
                            + " it in resource.json, or annotate a class of the bundle with @RequireWebSocket.");
        }
    }

    /** Whether the platform must have been asked. */
    public boolean needConsent() {
        return mode == CapabilityMode.CONSENT;
    }

    /** Judges an address that the host of the URL has. Throws {@link WebSocketException} if it is refused. */
    public void check(Attempt attempt, InetAddress address) {
        policies.check(attempt, address);
    }
}
