package dev.mooring.websocket.launcher;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The folder that {@code mooring.jar} lies in, and what is where in it.
 *
 * @param home that folder
 */
record Installation(Path home) {

    /** The one that this class comes from, wherever the current folder is. */
    static Installation own() {
        try {
            Path jar = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Installation(jar.resolveSibling(""));
        } catch (URISyntaxException e) {
            throw new Failure("This is no folder to start from: " + e.getInput(), e);
        }
    }

    /** The product's bundles, in the order in which they are to be installed. */
    List<Path> product() {
        return listed("bundles");
    }

    /** The shell's, likewise. */
    List<Path> shell() {
        return listed("shell");
    }

    /** The bundle of the extension that the demo shows. */
    Path sample() {
        return home.resolve("demo/bundles/dev.mooring.websocket.samples.echo.jar");
    }

    /** What the product wants the framework to know. */
    Map<String, String> frameworkProperties() {
        Properties properties = new Properties();
        Path file = home.resolve("framework.properties");
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        Map<String, String> byName = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> byName.put(name, properties.getProperty(name)));
        return byName;
    }

    /** The bundles of a folder, as the list beside it has them: one name a line. */
    private List<Path> listed(String folder) {
        Path list = home.resolve(folder + ".txt");
        try {
            return Files.readAllLines(list).stream()
                    .filter(name -> !name.isBlank())
                    .map(name -> home.resolve(folder).resolve(name.strip()))
                    .toList();
        } catch (IOException e) {
            throw unreadable(list, e);
        }
    }

    private static Failure unreadable(Path file, IOException cause) {
        return new Failure("Can't read " + file + ". Start the mooring.jar of a complete installation.", cause);
    }
}
