package dev.mooring.websocket.core.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.websocket.core.log.Log;
import dev.mooring.websocket.platform.Consent;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answers in a file of core's own, so that nobody is asked again after a restart: a line each, of words with blanks
 * between them. What can't be read counts as never asked.
 */
public final class ConsentFile {

    private static final String GRANTED = "granted";
    private static final String REFUSED = "refused";
    private static final int WORDS = 4;

    private final @Nullable Path path;
    private final Log log;

    /** @param path null where the framework has no files: then answers last as long as core runs */
    public ConsentFile(@Nullable Path path, Log log) {
        this.path = path;
        this.log = log;
    }

    List<Consent> read() {
        if (path == null || !Files.exists(path)) {
            return List.of();
        }
        try {
            return Files.readAllLines(path, UTF_8).stream()
                    .map(this::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            log.warn("What was consented to can't be read from " + path + ", so it will be asked anew.", e);
            return List.of();
        }
    }

    private Optional<Consent> parse(String line) {
        List<String> words = List.of(line.split(" ", -1));
        if (words.size() == WORDS
                && (words.get(0).equals(GRANTED) || words.get(0).equals(REFUSED))) {
            try {
                return Optional.of(new Consent(
                        decode(words.get(1)),
                        decode(words.get(2)),
                        decode(words.get(3)),
                        words.get(0).equals(GRANTED)));
            } catch (IllegalArgumentException e) {
                // Told below.
            }
        }
        log.warn("A line of " + path + " is no consent and is ignored: " + line);
        return Optional.empty();
    }

    /** Replaces the whole file. */
    void write(List<Consent> consents) {
        if (path == null) {
            return;
        }
        List<String> lines = consents.stream()
                .map(consent -> String.join(
                        " ",
                        consent.granted() ? GRANTED : REFUSED,
                        encode(consent.extensionId()),
                        encode(consent.location()),
                        encode(consent.capability())))
                .toList();
        try {
            Path next = path.resolveSibling(path.getFileName() + ".new");
            Files.write(next, lines, UTF_8);
            Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.warn(
                    "What was consented to can't be written to " + path + ", so it will be asked anew after a restart.",
                    e);
            forgetAll(path);
        }
    }

    /** What was revoked must not come back with the old file. */
    private void forgetAll(Path old) {
        try {
            Files.deleteIfExists(old);
        } catch (IOException e) {
            log.error(old
                    + " can't be deleted either: what was revoked counts again after a restart. Delete it by hand.");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String decode(String word) {
        return URLDecoder.decode(word, UTF_8);
    }
}
