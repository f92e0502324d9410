package dev.mooring.websocket.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void anEmptyConfigurationIsTheDefaults() {
        assertThat(settings(Map.of())).isEqualTo(Settings.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "maxConnections, 0, 10001",
        "inboxBytes, 1023, 536870913",
        "outboxBytes, 1023, 536870913",
        "messageBytes, 1023, 536870913",
        "frameBytes, -1, 536870913",
        "maxHeaders, -1, 1001",
        "maxHeaderBytes, -1, 1048577",
        "closeTimeoutMillis, 0, 60001",
        "busTimeoutMillis, 9, 60001",
        "stopTimeoutMillis, -1, 60001",
        "maxRedirects, -1, 11",
        "sendTimeoutMillis, -1, 3600001"
    })
    void aValueOutOfRangeIsRefusedByName(String field, int tooSmall, int tooLarge) {
        for (int value : new int[] {tooSmall, tooLarge}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings(Map.of(field, value)))
                    .withMessageStartingWith(field + " must be from ")
                    .withMessageEndingWith("not " + value);
        }
        settings(Map.of(field, tooSmall + 1));
        settings(Map.of(field, tooLarge - 1));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aValueThatIsNoNumberIsRefusedByName(String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of(field, "many")))
                .withMessageStartingWith(field + " must be a number from ");
    }

    @Test
    void compressionIsSwitched() {
        Settings settings = settings(Map.of("compression", false, "compressionContextTakeover", "True"));

        assertThat(settings.compression()).isFalse();
        assertThat(settings.compressionContextTakeover()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compression", "compressionContextTakeover"})
    void whatIsNeitherTrueNorFalseIsRefusedByName(String field) {
        for (Object value : new Object[] {"yes", "", 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings(Map.of(field, value)))
                    .withMessage(field + " must be true or false");
        }
    }

    private static Settings settings(Map<String, ?> given) {
        return Settings.of(configuration(given), given);
    }

    private static String[] numbers() {
        return Arrays.stream(Configuration.class.getDeclaredMethods())
                .filter(field -> field.getReturnType() == int.class)
                .map(Method::getName)
                .toArray(String[]::new);
    }

    private static boolean asFlag(Object value) {
        return value instanceof Number number ? number.intValue() != 0 : Boolean.parseBoolean(value.toString());
    }

    /** As Declarative Services make it: what can't be converted throws when it is asked for. */
    private static Configuration configuration(Map<String, ?> values) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Object value = values.get(method.getName());
            if (value == null) {
                return method.getDefaultValue();
            }
            return method.getReturnType() == int.class ? (Integer) value : asFlag(value);
        };
        return (Configuration) Proxy.newProxyInstance(
                Configuration.class.getClassLoader(), new Class<?>[] {Configuration.class}, handler);
    }
}
