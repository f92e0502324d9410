package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the runner may ask for. Each answer is one or more numbers, separated by blanks. */
final class Commands {

    private final Subject subject;
    private final String plain;
    private final String tls;

    Commands(Subject subject, String plain, String tls) {
        this.subject = subject;
        this.plain = plain;
        this.tls = tls;
    }

    /** Words: what, text or binary, size, count, way to send ("-" where there is only one). */
    String run(String... words) throws Exception {
        Message message = Message.of(words[1].equals("text"), Integer.parseInt(words[2]));
        int count = Integer.parseInt(words[3]);
        if (!words[4].equals("-")) {
            subject.sendBy(words[4]);
        }
        double[] figures = switch (words[0]) {
            case "receive" -> new Receiving(subject, plain).measure(message, count);
            case "send" -> new Sending(subject, plain).measure(message, count);
            case "echo" -> new Echoing(subject, plain).measure(message, count);
            case "connect" -> new Connecting(subject, plain).measure(count);
            case "connect-tls" -> new Connecting(subject, tls).measure(count);
            case "idle" -> new Idling(subject, plain).measure(count);
            case "stop" -> new Stopping(subject, plain).measure(count);
            case "events" -> new CountingEvents(subject, plain).measure(message, count);
            default -> throw new IllegalArgumentException("No such measure: " + words[0]);
        };
        return Arrays.stream(figures).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
}
