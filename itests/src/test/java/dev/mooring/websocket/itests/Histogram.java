package dev.mooring.websocket.itests;

import java.lang.management.ManagementFactory;
import java.util.function.Predicate;
import javax.management.JMException;
import javax.management.ObjectName;

/** Counts live objects, whoever holds them. Each question is a full collection. */
public final class Histogram {

    private static final int INSTANCES = 1;
    private static final int BYTES = 2;
    private static final int CLASS = 3;

    private Histogram() {}

    public static long instancesOf(String className) {
        return sum(INSTANCES, className::equals);
    }

    public static long bytesOf(String packagePrefix) {
        return sum(BYTES, name -> name.startsWith(packagePrefix));
    }

    private static long sum(int column, Predicate<String> classes) {
        return histogram()
                .lines()
                .map(line -> line.strip().split("\\s+", 5))
                .filter(columns -> columns.length > CLASS && classes.test(columns[CLASS]))
                .mapToLong(columns -> Long.parseLong(columns[column]))
                .sum();
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
