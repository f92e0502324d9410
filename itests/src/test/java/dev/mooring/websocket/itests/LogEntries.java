package dev.mooring.websocket.itests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.LogReaderService;

/** What the product has logged since this was made. */
public final class LogEntries {

    private static final String LOGGER = "dev.mooring.websocket";

    private final List<String> messages = new CopyOnWriteArrayList<>();

    private LogEntries() {}

    public static LogEntries of(BundleContext context) {
        LogEntries entries = new LogEntries();
        LogReaderService reader = context.getService(context.getServiceReference(LogReaderService.class));
        reader.addLogListener(entry -> {
            if (LOGGER.equals(entry.getLoggerName())) {
                entries.messages.add(entry.getLogLevel() + " " + entry.getMessage());
            }
        });
        return entries;
    }

    public List<String> messages() {
        return messages;
    }

    public void await(Predicate<String> wanted) {
        Awaitility.await().untilAsserted(() -> Assertions.assertThat(messages).anyMatch(wanted));
    }
}
