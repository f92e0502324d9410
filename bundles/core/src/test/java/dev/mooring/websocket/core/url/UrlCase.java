package dev.mooring.websocket.core.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.websocket.platform.UrlKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of {@code url-cases.tsv}, whose head says how to read it.
 *
 * @param line in that file
 * @param url as it is meant, escapes replaced
 */
record UrlCase(int line, String url, String verdict, String why) {

    private static final Pattern SCHEME = Pattern.compile("^(ws|http)(?=s?:)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RESOLVES_TO = Pattern.compile("resolves to ([0-9a-f:. ]+)");

    /** Those that rows of the first part call local. */
    private static final Set<String> LOCAL = Set.of("localhost", "foo.localhost", "ip6-localhost");

    static Stream<UrlCase> all() {
        try (InputStream file = UrlCase.class.getResourceAsStream("url-cases.tsv")) {
            List<String> lines = new String(file.readAllBytes(), UTF_8).lines().toList();
            return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                    .filter(i -> !lines.get(i).startsWith("#"))
                    .map(i -> of(i + 1, lines.get(i).split("\t", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UrlCase of(int line, String... fields) {
        String url = fields[0].replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
        return new UrlCase(line, url, fields[1], fields[2]);
    }

    /** The URL, with the schemes of WebSockets and of HTTP exchanged if it is to be judged for HTTP. */
    String urlFor(UrlKind kind) {
        return kind == UrlKind.WEBSOCKET
                ? url
                : SCHEME.matcher(url)
                        .replaceFirst(scheme ->
                                scheme.group().toLowerCase(Locale.ROOT).equals("ws") ? "http" : "ws");
    }

    /** What this row's resolver answers. */
    InetAddress[] addressesOf(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        Matcher resolvesTo = RESOLVES_TO.matcher(why);
        if (resolvesTo.find()) {
            return Stream.of(resolvesTo.group(1).split(" ", -1))
                    .map(Addresses::of)
                    .toArray(InetAddress[]::new);
        }
        return new InetAddress[] {Addresses.of(LOCAL.contains(name) ? "127.0.0.1" : "192.0.2.1")};
    }

    @Override
    public String toString() {
        return "line " + line + ": " + why;
    }
}
