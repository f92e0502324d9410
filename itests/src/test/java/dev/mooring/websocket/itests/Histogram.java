package dev.mooring.websocket.itests;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Counts live objects, whoever holds them. */
public final class Histogram {

    private Histogram() {}

    public static long instancesOf(String className) {
        String histogram;
        try {
            histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        return histogram
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith(" " + className))
                .mapToLong(line -> Long.parseLong(line.split("\\s+", 3)[1]))
                .sum();
    }
}
