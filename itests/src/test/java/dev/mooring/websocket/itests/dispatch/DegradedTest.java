package dev.mooring.websocket.itests.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Subscription;
import dev.mooring.websocket.itests.Containers;
import dev.mooring.websocket.itests.LogEntries;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/** A test of what becomes of messages where EventAdmin fails, and of what the log says about it. */
abstract class DegradedTest extends DispatchTest {

    static final String DEGRADED = "WARN WebSocket events are delivered without EventAdmin for now";
    static final String RECOVERED = "INFO WebSocket events go through EventAdmin again";
    static final String FAILED = "WARN EventAdmin failed";

    @Override
    @Configuration
    public Option[] container() {
        // Recovery is no warning, and less than warnings is not logged unless somebody asks for it.
        return Containers.felix(
                Containers.support(),
                CoreOptions.frameworkProperty("org.osgi.service.log.admin.loglevel")
                        .value("INFO"));
    }

    Counted counted;
    private LogEntries log;

    @Before
    public void open() throws Exception {
        counted = Counted.open(socketsOf("counting"), server.url("/"));
        counted.converse(10);
        log = LogEntries.of(context);
    }

    void assertLogged(String... expected) {
        assertThat(logged()).containsExactly(expected);
    }

    /**
     * All that was logged of EventAdmin so far. The log is written behind our backs, so there is a marker at the end.
     */
    List<String> logged() {
        Subscription failing = counted.connection().onText(text -> {
            throw new IllegalStateException("marker");
        });
        counted.converse(1);
        log.await(message -> message.startsWith("WARN A handler of"));
        failing.close();
        return log.messages().stream()
                .flatMap(message -> Stream.of(DEGRADED, RECOVERED, FAILED).filter(message::startsWith))
                .toList();
    }
}
