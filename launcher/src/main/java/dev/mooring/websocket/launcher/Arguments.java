package dev.mooring.websocket.launcher;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param url where to connect; empty for the demo with its own server
 * @param connectTimeout how long connecting may take
 */
record Arguments(Optional<String> url, Duration connectTimeout, boolean shell, boolean verbose, boolean help) {

    static final String USAGE = """
            Usage: java -jar mooring.jar [options] [URL]

            Starts an OSGi framework with Mooring and a sample extension in it. The extension connects to a WebSocket
            server and says hello, and you see what it experiences.

            Without a URL it talks to an echo server that is started for the occasion. Then its bundle is stopped, and
            you see how the platform closes the connection.
            With a ws:// or wss:// URL you see what that server sends, until you press Ctrl-C.

            Options:
              --shell              leave a Gogo shell running, to look around in the framework; "exit" ends it
              --timeout SECONDS    how long connecting may take; 10 by default
              --verbose            write logs to standard error
              --help               show this text

            Exit codes:
              0    done
              1    could not connect, or the connection was lost; standard error says why
              2    the arguments are wrong
              130  ended by Ctrl-C, everything closed and cleaned up
            """;

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** A day, to keep nonsense out. */
    private static final int MAX_TIMEOUT_SECONDS = 86_400;

    /**
     * Reads a command line.
     *
     * @throws UsageException if it makes no sense
     */
    static Arguments parse(String... words) {
        Optional<String> url = Optional.empty();
        Duration connectTimeout = DEFAULT_TIMEOUT;
        boolean shell = false;
        boolean verbose = false;
        boolean help = false;
        for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--shell" -> shell = true;
                case "--verbose" -> verbose = true;
                case "--help", "-h" -> help = true;
                case "--timeout" -> connectTimeout = seconds(rest);
                default -> {
                    if (url.isPresent()) {
                        throw new UsageException("One URL is enough: " + word);
                    }
                    url = Optional.of(url(word));
                }
            }
        }
        return new Arguments(url, connectTimeout, shell, verbose, help);
    }

    private static Duration seconds(Iterator<String> rest) {
        String word = rest.hasNext() ? rest.next() : "";
        try {
            int seconds = Integer.parseInt(word);
            if (seconds >= 1 && seconds <= MAX_TIMEOUT_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // Falls through to the one complaint there is.
        }
        throw new UsageException("--timeout wants a number of seconds, 1 to " + MAX_TIMEOUT_SECONDS + ": " + word);
    }

    /** Only the scheme is looked at here. Whether the rest is a good URL is the service's to say. */
    private static String url(String word) {
        if (word.startsWith("-")) {
            throw new UsageException("Unknown option: " + word);
        }
        String lower = word.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("ws://") && !lower.startsWith("wss://")) {
            throw new UsageException("Not a ws:// or wss:// URL: " + word);
        }
        return word;
    }
}
