package dev.mooring.websocket.core.tls;

import static java.util.Objects.requireNonNull;

import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.spi.ConnectAttempt;
import dev.mooring.websocket.spi.TlsMaterial;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * Which context a connection is secured with: what the platform's services say; else what a program has made the JVM's
 * default; else what the Java runtime's own files hold at the moment.
 */
final class ContextChoice {

    private final Supplier<List<TlsMaterial>> services;
    private final ContextCache cache;
    private final RuntimeMaterial runtime;
    private final Log log;

    ContextChoice(Supplier<List<TlsMaterial>> services, ContextCache cache, Log log) {
        this.services = services;
        this.cache = cache;
        this.runtime = new RuntimeMaterial(cache::forget);
        this.log = log;
    }

    SSLContext contextFor(ConnectAttempt attempt, TlsFailures failures) {
        List<TlsMaterial> asked = services.get();
        Optional<X509TrustManager> trust = first(asked, attempt, TlsMaterial::trustManager, failures);
        Optional<X509KeyManager> keys = first(asked, attempt, TlsMaterial::keyManager, failures);
        if (trust.isEmpty() && keys.isEmpty()) {
            Optional<SSLContext> set = setByAProgram();
            if (set.isPresent()) {
                return set.get();
            }
        }
        try {
            SSLContext context = cache.of(
                    trust.isPresent() ? trust.get() : runtime.trust(), keys.isPresent() ? keys : runtime.keys());
            if (!services.get().containsAll(asked)) {
                // One that went while it was asked has been forgotten already, and must not be held by its answer.
                cache.forget();
            }
            return context;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            log.warn("The Java runtime's trust store or key store can't be used, so a connection was refused.", e);
            throw failures.ofRuntime();
        }
    }

    private <M> Optional<M> first(
            List<TlsMaterial> asked,
            ConnectAttempt attempt,
            BiFunction<TlsMaterial, ConnectAttempt, Optional<M>> question,
            TlsFailures failures) {
        for (TlsMaterial service : asked) {
            try {
                Optional<M> answer =
                        requireNonNull(question.apply(service, attempt), "null is no answer of a TlsMaterial");
                if (answer.isPresent()) {
                    return answer;
                }
            } catch (RuntimeException | Error e) {
                log.warn(
                        "A TlsMaterial failed, so a connection was refused: "
                                + service.getClass().getName(),
                        e);
                throw failures.ofMaterial();
            }
        }
        return Optional.empty();
    }

    private static Optional<SSLContext> setByAProgram() {
        try {
            return Optional.of(SSLContext.getDefault()).filter(context -> !isTheRuntimesOwn(context));
        } catch (NoSuchAlgorithmException e) {
            // The runtime could not make its own. If its files are at fault, they may be right by now.
            return Optional.empty();
        }
    }

    /** The runtime's own is for the life of the JVM: it does not see that a trust store has changed. */
    private static boolean isTheRuntimesOwn(SSLContext context) {
        return context.getProtocol().equals("Default");
    }
}
