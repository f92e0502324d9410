package dev.mooring.websocket.core.identity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The fields of a JSON object, which must be what they are asked for. */
final class Fields {

    private final Map<?, ?> values;

    /** What names begin with in messages. */
    private final String path;

    Fields(Map<?, ?> values) {
        this(values, "");
    }

    private Fields(Map<?, ?> values, String path) {
        this.values = values;
        this.path = path;
    }

    String text(String name) throws InvalidIdentityException {
        return text(name, text -> !text.isEmpty(), "a non-empty string");
    }

    /** @param wanted the condition in words */
    String text(String name, Predicate<String> condition, String wanted) throws InvalidIdentityException {
        if (values.get(name) instanceof String text && condition.test(text)) {
            return text;
        }
        throw wrong(name, wanted);
    }

    void number(String name, int wanted) throws InvalidIdentityException {
        if (!Integer.valueOf(wanted).equals(values.get(name))) {
            throw wrong(name, "the number " + wanted);
        }
    }

    /** Empty if there is no such field. */
    Set<String> texts(String name) throws InvalidIdentityException {
        if (!values.containsKey(name)) {
            return Set.of();
        }
        if (!(values.get(name) instanceof List<?> elements)) {
            throw wrong(name, "an array of strings");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object element : elements) {
            if (!(element instanceof String text)) {
                throw wrong(name, "an array of strings", "one with " + Excerpt.of(element) + " in it");
            }
            if (!texts.add(text)) {
                throw wrong(name, "an array of different strings", "one with " + Excerpt.of(text) + " twice");
            }
        }
        return texts;
    }

    /** Empty if there is no such field. */
    Optional<Fields> object(String name) throws InvalidIdentityException {
        if (!values.containsKey(name)) {
            return Optional.empty();
        }
        if (!(values.get(name) instanceof Map<?, ?> inner)) {
            throw wrong(name, "an object");
        }
        return Optional.of(new Fields(inner, path + name + "."));
    }

    private InvalidIdentityException wrong(String name, String wanted) {
        return values.containsKey(name)
                ? wrong(name, wanted, Excerpt.of(values.get(name)))
                : new InvalidIdentityException(must(name, wanted) + ", but is missing");
    }

    private InvalidIdentityException wrong(String name, String wanted, String found) {
        return new InvalidIdentityException(must(name, wanted) + ", not " + found);
    }

    private String must(String name, String wanted) {
        return "field \"" + path + name + "\" must be " + wanted;
    }
}
