package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

/** What an open connection costs on which nothing happens: heap, resident memory, threads. In a fresh process. */
record Idling(Subject subject, String base) {

    private static final int WARM_UP = 50;
    private static final int COLLECTIONS = 3;
    private static final long SETTLE_MILLIS = 1000;
    private static final int KIB = 1024;
    private static final Reading NOTHING = new Reading(0, 1);

    double[] measure(int count) throws Exception {
        closeAll(open(WARM_UP));
        Footprint before = Footprint.now();
        List<Link> links = open(count);
        Footprint after = Footprint.now();
        closeAll(links);
        return new double[] {
            (double) (after.heap - before.heap) / count,
            (double) (after.resident - before.resident) / count,
            (double) (after.threads - before.threads) / count
        };
    }

    private List<Link> open(int count) throws Exception {
        URI url = URI.create(base + "/idle");
        List<Link> links = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            links.add(subject.connect(url, NOTHING));
        }
        return links;
    }

    private static void closeAll(List<Link> links) throws Exception {
        for (Link link : links) {
            link.close();
        }
    }

    private record Footprint(long heap, long resident, long threads) {

        static Footprint now() throws IOException, InterruptedException, JMException {
            // Until what finalizers, cleaners and late threads leave has gone, too.
            for (int i = 0; i < COLLECTIONS; i++) {
                trim();
                System.gc();
                Thread.sleep(SETTLE_MILLIS);
            }
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            return new Footprint(heap, status("VmRSS:") * KIB, status("Threads:"));
        }

        /** What compilers and threads have freed is as little in use as garbage is, but malloc keeps it. */
        private static void trim() throws JMException {
            Object unused = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            new Object[0],
                            new String[0]);
        }

        private static long status(String name) throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
            throw new IOException("No " + name + " in /proc/self/status");
        }
    }
}
