package dev.mooring.websocket.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A certificate for {@code localhost} that is made for one run, and trusted by the clients of that run alone. */
record Certificate(Path store) {

    private static final String PASSWORD = "throw-away";

    static Certificate make(Arguments arguments) throws IOException, InterruptedException {
        Path store = arguments.home().resolve("server.p12");
        Files.deleteIfExists(store);
        Process keytool = new ProcessBuilder(
                        arguments.java().resolveSibling("keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool has made no certificate");
        }
        return new Certificate(store);
    }

    List<String> serverOptions() {
        return List.of("-Djavax.net.ssl.keyStore=" + store, "-Djavax.net.ssl.keyStorePassword=" + PASSWORD);
    }

    List<String> clientOptions() {
        return List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }
}
