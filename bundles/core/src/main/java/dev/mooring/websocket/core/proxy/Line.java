package dev.mooring.websocket.core.proxy;

import dev.mooring.websocket.core.socket.ChannelSocket;
import dev.mooring.websocket.spi.Credentials;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What a tunnel through a proxy is made with. */
public interface Line {

    /** A new connection to the proxy. Throws {@link IOException} if it can't be reached. */
    ChannelSocket connect() throws IOException, InterruptedException;

    /** Who the proxy may be told it is. Asks the platform, so once for each demand. */
    Optional<Credentials> credentials(Optional<String> realm);

    /** How long one of several things to try may take, so that there is time for the others. */
    Duration share(int ofHowMany);
}
