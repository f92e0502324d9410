package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.net.URI;

/** CPU time for each message sent, from the first to the server's word that it has the last. */
record Sending(Subject subject, String base) {

    private static final int PATIENCE_SECONDS = 100;
    private static final String DONE = "done";

    double[] measure(Message message, int count) throws Exception {
        URI url = URI.create(base + "/sink?count=" + count);
        Reading done = new Reading(DONE.length(), 1);
        Link link = subject.connect(url, done);
        CpuClock clock = CpuClock.start();
        for (int i = 0; i < count; i++) {
            link.send(message);
        }
        link.flush();
        done.await(PATIENCE_SECONDS);
        long nanos = clock.elapsed();
        link.close();
        return new double[] {(double) nanos / count};
    }
}
