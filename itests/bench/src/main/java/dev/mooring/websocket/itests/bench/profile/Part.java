package dev.mooring.websocket.itests.bench.profile;

import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedFrame;

/** On whose behalf a sample was running: what the JDK does counts for its caller, but for sockets and TLS. */
final class Part {

    private static final String OURS = "dev.mooring.websocket.";
    private static final String BENCH = OURS + "itests.bench.";

    private static final Map<String, String> OWN_ACCOUNT = Map.of(
            "sun.nio.ch.", "JDK: sockets",
            "java.net.", "JDK: sockets",
            "sun.security.ssl.", "JDK: TLS");

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private static final Map<String, String> LIBRARIES = Map.of(
            "org.glassfish.tyrus.",
            "Tyrus",
            "org.apache.felix.eventadmin.",
            "EventAdmin",
            "org.osgi.service.event.",
            "EventAdmin",
            BENCH,
            "the benchmark");

    private Part() {}

    static String of(List<RecordedFrame> frames) {
        String top = type(frames.get(0));
        for (Map.Entry<String, String> own : OWN_ACCOUNT.entrySet()) {
            if (top.startsWith(own.getKey())) {
                return own.getValue();
            }
        }
        return frames.stream()
                .map(Part::type)
                .filter(type -> JDK.stream().noneMatch(type::startsWith))
                .findFirst()
                .map(Part::owner)
                .orElse("JDK: threads of its own");
    }

    private static String owner(String type) {
        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            if (type.startsWith(library.getKey())) {
                return library.getValue();
            }
        }
        int end = type.lastIndexOf('.');
        return end < 0 ? type : type.substring(0, end);
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }
}
