package dev.mooring.websocket.core.service;

import dev.mooring.websocket.core.admin.AdminFactory;
import dev.mooring.websocket.core.config.CurrentSettings;
import dev.mooring.websocket.core.connection.Connector;
import dev.mooring.websocket.core.connection.Registry;
import dev.mooring.websocket.core.connection.Watches;
import dev.mooring.websocket.core.consent.ConsentFile;
import dev.mooring.websocket.core.consent.Consents;
import dev.mooring.websocket.core.credentials.CredentialsLookup;
import dev.mooring.websocket.core.dial.Dialer;
import dev.mooring.websocket.core.dispatch.EventBus;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.policy.CapabilityMode;
import dev.mooring.websocket.core.policy.ConnectRules;
import dev.mooring.websocket.core.policy.OriginRule;
import dev.mooring.websocket.core.proxy.ProxyRules;
import dev.mooring.websocket.core.thread.Workers;
import dev.mooring.websocket.core.tls.TlsLayer;
import dev.mooring.websocket.core.transport.Transport;
import dev.mooring.websocket.core.trust.PlatformSet;
import dev.mooring.websocket.core.trust.Whiteboard;
import dev.mooring.websocket.core.upgrade.Handshake;
import dev.mooring.websocket.core.url.ReservedTargets;
import dev.mooring.websocket.core.url.UrlRules;
import dev.mooring.websocket.platform.UrlPolicy;
import dev.mooring.websocket.spi.ConnectPolicy;
import dev.mooring.websocket.spi.ConsentService;
import dev.mooring.websocket.spi.CredentialsService;
import dev.mooring.websocket.spi.TlsMaterial;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.log.LoggerFactory;

/** Everything behind the door: built in its order, and taken down in steps. */
final class Core {

    private static final String CONSENTS = "consents";

    private final CurrentSettings settings;
    private final Workers workers;
    private final PlatformSet platform;
    private final UrlRules urls;
    private final UrlRules urlsForOthers;
    private final EventBus bus;
    private final Transport transport;
    private final Whiteboard<ConnectPolicy> policies;
    private final Whiteboard<ConsentService> consentServices;
    private final Whiteboard<CredentialsService> credentialsServices;
    private final Whiteboard<TlsMaterial> tlsMaterial;
    private final Connector connector;
    private final AdminFactory admin;

    /** Throws if what security rests on can't be understood: then nothing starts. */
    Core(BundleContext context, Supplier<@Nullable EventAdmin> eventAdmin, Supplier<@Nullable LoggerFactory> loggers) {
        CapabilityMode mode = CapabilityMode.parse(context.getProperty(CapabilityMode.PROPERTY));
        OriginRule origin = OriginRule.parse(context.getProperty(OriginRule.PROPERTY));
        ReservedTargets reserved = ReservedTargets.from(context::getProperty);
        ProxyRules proxies = ProxyRules.from(context::getProperty);
        platform = PlatformSet.of(context);
        // Behind what may throw: this starts a thread.
        workers = new Workers();
        Log log = new Log(loggers, workers::start);
        settings = new CurrentSettings(log);
        urls = new UrlRules(reserved, workers.unwaitedThreads());
        urlsForOthers = urls.forOthers();
        bus = new EventBus(eventAdmin, workers, () -> settings.get().busTimeout(), log);
        policies = new Whiteboard<>(context, ConnectPolicy.class, platform, log);
        credentialsServices = new Whiteboard<>(context, CredentialsService.class, platform, log);
        CredentialsLookup credentials = new CredentialsLookup(credentialsServices::services, log);
        tlsMaterial = new Whiteboard<>(context, TlsMaterial.class, platform, log);
        TlsLayer tls = new TlsLayer(tlsMaterial::services, log);
        tlsMaterial.onGone(gone -> tls.forget());
        Dialer dialer = new Dialer(urls, proxies, credentials, tls, workers);
        Handshake handshake = new Handshake(dialer, credentials, workers);
        transport = new Transport(settings, workers, handshake);
        consentServices = new Whiteboard<>(context, ConsentService.class, platform, log);
        Consents consents = new Consents(consentServices::services, new ConsentFile(file(context), log), log);
        consentServices.onGone(consents::serviceGone);
        ConnectRules rules = new ConnectRules(urls, origin, mode, policies::services, settings, log);
        Registry registry = new Registry(context, () -> settings.get().stopTimeout());
        Watches watches = new Watches(workers, log);
        connector = new Connector(registry, settings, rules, consents, workers, bus, transport, watches, log);
        admin = new AdminFactory(platform, registry, watches, bus, consents);

        urls.start();
        policies.open();
        consentServices.open();
        credentialsServices.open();
        tlsMaterial.open();
        registry.open();
    }

    private static @Nullable Path file(BundleContext context) {
        File file = context.getDataFile(CONSENTS);
        return file == null ? null : file.toPath();
    }

    PlatformSet platform() {
        return platform;
    }

    UrlPolicy urlsForOthers() {
        return urlsForOthers;
    }

    EventBus bus() {
        return bus;
    }

    Connector connector() {
        return connector;
    }

    AdminFactory admin() {
        return admin;
    }

    /** Closes all connections, and gives their owners a while to hear of it. */
    void closeConnections() {
        connector.stop();
        connector.registry().closeAll();
        awaitGoodbyes(settings.get().closeTimeout());
    }

    private void awaitGoodbyes(Duration patience) {
        long begin = System.nanoTime();
        try {
            // An idle connection has no thread that could be waited for.
            transport.awaitNoWires(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        awaitQuiet(patience.minusNanos(System.nanoTime() - begin));
    }

    void endLives() {
        connector.registry().endLives();
    }

    void stop() {
        policies.close();
        consentServices.close();
        credentialsServices.close();
        tlsMaterial.close();
        transport.stop();
        urls.stop(settings.get().stopTimeout());
        urlsForOthers.stop(settings.get().stopTimeout());
        workers.stop();
        awaitQuiet(settings.get().stopTimeout());
        awaitThreadsForAll(settings.get().stopTimeout());
    }

    private void awaitThreadsForAll(Duration patience) {
        try {
            transport.awaitEnd(patience);
            workers.awaitTimer(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitQuiet(Duration patience) {
        try {
            workers.awaitQuiet(patience);
        } catch (InterruptedException e) {
            // Whoever stops us is in a hurry. The other steps must be taken all the same.
            Thread.currentThread().interrupt();
        }
    }
}
