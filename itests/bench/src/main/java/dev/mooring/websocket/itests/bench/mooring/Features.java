package dev.mooring.websocket.itests.bench.mooring;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The product as it ships, unpacked.
 *
 * @param folder where to
 */
record Features(Path folder) {

    /** The bundles, in the order in which they are to be installed. */
    List<Path> bundles() throws IOException {
        return Files.readAllLines(folder.resolve("bundles.txt")).stream()
                .filter(name -> !name.isBlank())
                .map(name -> folder.resolve("bundles").resolve(name.strip()))
                .toList();
    }

    /** What the product wants the framework to know. */
    Map<String, String> frameworkProperties() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("framework.properties"))) {
            properties.load(reader);
        }
        Map<String, String> byName = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> byName.put(name, properties.getProperty(name)));
        return byName;
    }
}
