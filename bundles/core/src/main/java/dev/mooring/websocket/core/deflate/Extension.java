package dev.mooring.websocket.core.deflate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One element of a {@code Sec-WebSocket-Extensions} field (RFC 6455, section 9.1).
 *
 * @param name of the extension
 * @param parameters in their order, as often as they are there
 */
record Extension(String name, List<Parameter> parameters) {

    /** @param value without quotes; null if there is none */
    record Parameter(String name, @Nullable String value) {}

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");

    /** What is quoted must be a token all the same, so there is nothing to escape. */
    private static final Pattern VALUE = Pattern.compile("\"(" + TOKEN + ")\"|(" + TOKEN + ")");

    /** Throws {@link IllegalArgumentException} if a value is not what the grammar wants. */
    static List<Extension> parse(List<String> fieldValues) {
        List<Extension> extensions = new ArrayList<>();
        for (String value : fieldValues) {
            Scanner scanner = new Scanner(value);
            do {
                extensions.add(scanner.extension());
            } while (scanner.skips(','));
            scanner.expectEnd();
        }
        return extensions;
    }

    /** Looks at each character once or twice, whatever a server sends: no pattern here goes back. */
    private static final class Scanner {

        private final String text;
        private int position;

        Scanner(String text) {
            this.text = text;
            skipBlanks();
        }

        Extension extension() {
            String name = token();
            List<Parameter> parameters = new ArrayList<>();
            while (skips(';')) {
                parameters.add(new Parameter(token(), skips('=') ? value() : null));
            }
            return new Extension(name, parameters);
        }

        private String token() {
            return take(TOKEN).group();
        }

        private String value() {
            Matcher value = take(VALUE);
            return value.group(1) == null ? value.group(2) : value.group(1);
        }

        boolean skips(char separator) {
            if (position == text.length() || text.charAt(position) != separator) {
                return false;
            }
            position++;
            skipBlanks();
            return true;
        }

        void expectEnd() {
            if (position != text.length()) {
                throw new IllegalArgumentException("a separator is missing");
            }
        }

        private Matcher take(Pattern pattern) {
            Matcher matcher = pattern.matcher(text).region(position, text.length());
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException("a name or a value is missing");
            }
            position = matcher.end();
            skipBlanks();
            return matcher;
        }

        private void skipBlanks() {
            while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
                position++;
            }
        }
    }
}
