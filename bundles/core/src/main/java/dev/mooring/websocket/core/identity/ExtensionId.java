package dev.mooring.websocket.core.identity;

import java.util.regex.Pattern;

/** What an extension id looks like: short and harmless enough for logs, file names and URLs. */
final class ExtensionId {

    static final String FORM =
            "1 to 128 letters, digits, dots, underscores and hyphens of ASCII, beginning with a letter or digit";

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private ExtensionId() {}

    static boolean isValid(String id) {
        return PATTERN.matcher(id).matches();
    }
}
