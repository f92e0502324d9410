package dev.mooring.websocket.core.consent;

import dev.mooring.websocket.WebSocketException;
import dev.mooring.websocket.WebSocketException.Reason;
import dev.mooring.websocket.core.identity.Identity;
import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.core.thread.ReadOnlyStage;
import dev.mooring.websocket.platform.Consent;
import dev.mooring.websocket.spi.ConsentRequest;
import dev.mooring.websocket.spi.ConsentService;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who may connect, according to the platform's consent service: asked once, and remembered. */
public final class Consents {

    private static final String CAPABILITY = "network:ws";

    private final Supplier<List<ConsentService>> services;
    private final ConsentFile file;
    private final Log log;

    /** Guarded by this. */
    private final Map<Key, Boolean> answers = new HashMap<>();

    /** Guarded by this. */
    private final Map<Key, Question> questions = new HashMap<>();

    /** A namesake from elsewhere is somebody else. */
    private record Key(String extensionId, String location) {}

    /** @param services those that are there now; the first is asked */
    public Consents(Supplier<List<ConsentService>> services, ConsentFile file, Log log) {
        this.services = services;
        this.file = file;
        this.log = log;
        file.read().stream()
                .filter(consent -> consent.capability().equals(CAPABILITY))
                .forEach(consent -> answers.put(new Key(consent.extensionId(), consent.location()), consent.granted()));
    }

    /** What is known without asking. Throws {@code CONSENT_REFUSED} if it was refused. */
    public synchronized boolean isGranted(Identity who) {
        Boolean answer = answers.get(key(who));
        if (Boolean.FALSE.equals(answer)) {
            throw refused(who);
        }
        return answer != null;
    }

    /**
     * Asks, unless that is being done already.
     *
     * @return completes when consent is given; fails with {@code CONSENT_REFUSED} otherwise, on a thread of anybody's
     */
    public CompletionStage<Void> ask(Identity who) {
        Question question;
        synchronized (this) {
            if (isGranted(who)) {
                ReadOnlyStage<Void> granted = new ReadOnlyStage<>();
                granted.succeed(null);
                return granted;
            }
            Question pending = questions.get(key(who));
            if (pending != null) {
                return pending.outcome;
            }
            question = new Question(who);
            questions.put(key(who), question);
        }
        question.ask();
        return question.outcome;
    }

    /** Those who wait for an answer of that service wait in vain. */
    public void serviceGone(ConsentService service) {
        List<Question> orphans;
        synchronized (this) {
            orphans = questions.values().stream()
                    .filter(question -> question.service == service)
                    .toList();
        }
        orphans.forEach(Question::orphaned);
    }

    /** All answers that are remembered. */
    public synchronized List<Consent> all() {
        return answers.entrySet().stream()
                .map(entry -> new Consent(
                        entry.getKey().extensionId(), entry.getKey().location(), CAPABILITY, entry.getValue()))
                .sorted(Comparator.comparing(Consent::extensionId).thenComparing(Consent::location))
                .toList();
    }

    /**
     * Forgets an answer, or a question that has not been answered: what is answered to it later counts for nobody.
     *
     * @return false if there was neither
     */
    public boolean forget(String extensionId, String location) {
        Key key = new Key(extensionId, location);
        Question asked;
        synchronized (this) {
            asked = questions.remove(key);
            if (answers.remove(key) != null) {
                file.write(all());
                return true;
            }
        }
        if (asked != null) {
            asked.revoked();
        }
        return asked != null;
    }

    private static Key key(Identity who) {
        return new Key(who.extensionId(), who.location());
    }

    private static WebSocketException refused(Identity who) {
        return new WebSocketException(
                Reason.CONSENT_REFUSED,
                "Consent for " + who.extensionId()
                        + " to open WebSockets was refused. Only the platform can change that.");
    }

    /** One question to the platform, for all connections that wait for its answer. */
    private final class Question {

        private final Identity who;
        private final ReadOnlyStage<Void> outcome = new ReadOnlyStage<>();

        /** Who was asked. Written once, by the thread that asks. */
        private volatile @Nullable ConsentService service;

        Question(Identity who) {
            this.who = who;
        }

        void ask() {
            List<ConsentService> candidates = services.get();
            if (candidates.isEmpty()) {
                fail("this platform wants it, and has no consent service to ask for it. A bundle of the platform must"
                        + " register a ConsentService.");
                return;
            }
            ConsentService asked = candidates.get(0);
            service = asked;
            try {
                asked.ask(new Request(
                                who.extensionId(), who.bundleId(), who.location(), CAPABILITY, who.declaresWebSocket()))
                        .whenComplete(this::answered);
            } catch (RuntimeException | Error e) {
                answered(null, e);
            }
            if (!services.get().contains(asked)) {
                // It went while it was being asked, maybe before it could be found here.
                orphaned();
            }
        }

        void orphaned() {
            fail("the consent service has gone before it answered. Try again.");
        }

        private void answered(@Nullable Boolean granted, @Nullable Throwable failure) {
            if (granted == null) {
                log.warn("The consent service failed for " + who.extensionId() + ": " + failure);
                fail("the consent service failed. Try again.");
            } else if (end(granted)) {
                if (granted) {
                    outcome.succeed(null);
                } else {
                    outcome.fail(refused(who));
                }
            }
        }

        /** Taken out already, so that an answer which comes now counts for nobody. */
        void revoked() {
            outcome.fail(missing("it was revoked while it was being asked for."));
        }

        void fail(String why) {
            if (end(null)) {
                outcome.fail(missing(why));
            }
        }

        private WebSocketException missing(String why) {
            return new WebSocketException(
                    Reason.CONSENT_REFUSED,
                    "Consent for " + who.extensionId() + " to open WebSockets is missing: " + why);
        }

        /** True for the first end of this question, which is the one that counts. */
        private boolean end(@Nullable Boolean answer) {
            synchronized (Consents.this) {
                if (!questions.remove(key(who), this)) {
                    return false;
                }
                if (answer != null) {
                    answers.put(key(who), answer);
                    file.write(all());
                }
                return true;
            }
        }
    }

    private record Request(String extensionId, long bundleId, String location, String capability, boolean isDeclared)
            implements ConsentRequest {}
}
