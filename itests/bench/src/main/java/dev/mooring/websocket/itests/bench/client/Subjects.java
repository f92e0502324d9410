package dev.mooring.websocket.itests.bench.client;

import dev.mooring.websocket.itests.bench.field.FloorSubject;
import dev.mooring.websocket.itests.bench.field.JavaWebSocketSubject;
import dev.mooring.websocket.itests.bench.field.JdkSubject;
import dev.mooring.websocket.itests.bench.field.JettySubject;
import dev.mooring.websocket.itests.bench.field.NettySubject;
import dev.mooring.websocket.itests.bench.field.NvSubject;
import dev.mooring.websocket.itests.bench.field.OkHttpSubject;
import dev.mooring.websocket.itests.bench.field.TyrusSubject;
import dev.mooring.websocket.itests.bench.mooring.MooringSubject;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.nio.file.Path;

/** All subjects, by name. A process makes one of them, and has the class path for that one. */
final class Subjects {

    private Subjects() {}

    static Subject create(String name, Path home) throws Exception {
        return switch (name) {
            case "mooring" -> MooringSubject.asShipped(home);
            case "mooring-default-eventadmin" -> MooringSubject.withEventAdminAsItComes(home);
            case "tyrus-jdk" -> TyrusSubject.onJdk();
            case "tyrus-grizzly" -> TyrusSubject.onGrizzly();
            case "jdk" -> new JdkSubject();
            case "jetty" -> new JettySubject();
            case "okhttp" -> new OkHttpSubject();
            case "java-websocket" -> new JavaWebSocketSubject();
            case "netty" -> new NettySubject();
            case "nv" -> new NvSubject();
            case "floor" -> new FloorSubject();
            default -> throw new IllegalArgumentException("No such subject: " + name);
        };
    }
}
