package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.subject.Subject;
import java.net.URI;

/** CPU time to connect and to close again, one connection after the other. */
record Connecting(Subject subject, String base) {

    private static final double NANOS_PER_MICRO = 1000;
    private static final Reading NOTHING = new Reading(0, 1);

    double[] measure(int count) throws Exception {
        URI url = URI.create(base + "/echo");
        CpuClock clock = CpuClock.start();
        for (int i = 0; i < count; i++) {
            subject.connect(url, NOTHING).close();
        }
        return new double[] {clock.elapsed() / NANOS_PER_MICRO / count};
    }
}
