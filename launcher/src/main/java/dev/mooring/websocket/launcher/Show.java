package dev.mooring.websocket.launcher;

import static dev.mooring.websocket.launcher.Speaker.EXTENSION;
import static dev.mooring.websocket.launcher.Speaker.PLATFORM;
import static dev.mooring.websocket.launcher.Speaker.SERVER;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** What happens on the stage: an extension connects, talks and listens, and its connection goes when it goes. */
final class Show {

    /** How much longer than for connecting we wait for the next line of somebody who must have one. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Installation installation = Installation.own();
    private final Arguments arguments;
    private final Terminal terminal;
    private final Logs logs;
    private final Lines extension = Sample.listen();

    Show(Arguments arguments, Terminal terminal, Logs logs) {
        this.arguments = arguments;
        this.terminal = terminal;
        this.logs = logs;
    }

    void run() throws InterruptedException {
        terminal.print("Mooring: WebSocket connections for OSGi extensions");
        terminal.print("");
        if (arguments.url().isPresent()) {
            follow(arguments.url().get());
        } else {
            demonstrate();
        }
    }

    /** With a server of our own: the whole story, with both ends of the connection. */
    private void demonstrate() throws InterruptedException {
        try (DemoServer server = new DemoServer();
                Platform platform = platform(server.url())) {
            terminal.print(SERVER, "listens on " + server.url());
            Bundle sample = start(platform);
            show(EXTENSION, extension);
            show(SERVER, server.account());
            show(EXTENSION, extension);
            show(SERVER, server.account());
            show(EXTENSION, extension);
            if (arguments.shell()) {
                keepShowing(SERVER, server.account());
                shell(platform);
                return;
            }
            terminal.print(PLATFORM, "stops the extension's bundle; the extension itself closes nothing");
            sample.stop();
            show(SERVER, server.account());
        } catch (BundleException e) {
            throw new Failure("The extension did not stop: " + e.getMessage(), e);
        }
    }

    /** With somebody else's server: what comes from there, until one of the two ends it. */
    private void follow(String url) throws InterruptedException {
        try (Platform platform = platform(url)) {
            terminal.print(SERVER, url + (arguments.shell() ? "" : " (until you press Ctrl-C)"));
            start(platform);
            show(EXTENSION, extension);
            if (arguments.shell()) {
                shell(platform);
                return;
            }
            Line line;
            do {
                line = extension.next();
                print(EXTENSION, line);
            } while (line.kind() == Line.Kind.NEWS && !terminal.isBroken());
        }
    }

    private Platform platform(String url) {
        Map<String, String> properties = new HashMap<>(installation.frameworkProperties());
        properties.putAll(Sample.properties(url, arguments.connectTimeout()));
        properties.putAll(Shell.properties(installation));
        return Platform.start(properties, logs);
    }

    private Bundle start(Platform platform) {
        terminal.print(
                PLATFORM,
                "starts with " + platform.install(installation.product()).size() + " bundles");
        return platform.install(List.of(installation.sample())).get(0);
    }

    private void shell(Platform platform) throws InterruptedException {
        platform.install(installation.shell());
        keepShowing(EXTENSION, extension);
        terminal.print("");
        terminal.print("A Gogo shell: \"lb\" lists the bundles, \"stop\" and a number stops one, \"exit\" ends all.");
        background("shell", () -> {
            try {
                new Shell(platform.context()).run();
            } finally {
                platform.close();
            }
        });
        platform.awaitStop();
    }

    private void keepShowing(Speaker speaker, Lines lines) {
        background(speaker.label(), () -> lines.forEach(line -> terminal.print(speaker, line.text())));
    }

    private static void background(String name, Runnable task) {
        Thread thread = new Thread(task, "mooring-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Shows the next line of somebody who must have one. */
    private void show(Speaker speaker, Lines lines) throws InterruptedException {
        print(
                speaker,
                lines.next(arguments.connectTimeout().plus(MARGIN))
                        .orElseThrow(() ->
                                new Failure("The " + speaker.label() + " says nothing. --verbose shows the logs.")));
    }

    private void print(Speaker speaker, Line line) {
        if (line.kind() == Line.Kind.FAILURE) {
            throw new Failure(line.text());
        }
        terminal.print(speaker, line.text());
    }
}
