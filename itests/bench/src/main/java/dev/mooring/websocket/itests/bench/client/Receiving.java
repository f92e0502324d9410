package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.net.URI;

/** CPU time for each message of a flood, from the request for it to the last message. */
record Receiving(Subject subject, String base) {

    private static final int PATIENCE_SECONDS = 100;
    private static final int GO_SIZE = 2;

    double[] measure(Message message, int count) throws Exception {
        String type = message.isText() ? "text" : "binary";
        URI url = URI.create(base + "/flood?type=" + type + "&size=" + message.size() + "&count=" + count);
        Reading reading = new Reading(message.size(), count);
        Link link = subject.connect(url, reading);
        CpuClock clock = CpuClock.start();
        link.send(Message.text(GO_SIZE));
        link.flush();
        reading.await(PATIENCE_SECONDS);
        long nanos = clock.elapsed();
        link.close();
        return new double[] {(double) nanos / count};
    }
}
