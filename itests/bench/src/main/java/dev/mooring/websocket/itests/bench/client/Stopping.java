package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.subject.Stoppable;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.net.URI;

/** Stops the bundle that has opened connections. Answers when that began; the server knows when it was over. */
record Stopping(Subject subject, String base) {

    private static final Reading NOTHING = new Reading(0, 1);

    double[] measure(int count) throws Exception {
        if (!(subject instanceof Stoppable bundle)) {
            throw new IllegalArgumentException("This subject is no bundle");
        }
        URI url = URI.create(base + "/idle");
        for (int i = 0; i < count; i++) {
            subject.connect(url, NOTHING);
        }
        double began = System.nanoTime();
        bundle.stop();
        bundle.start();
        return new double[] {began};
    }
}
