package dev.mooring.websocket.core.socket;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

final class SocketErrors {

    private SocketErrors() {}

    /**
     * As the JDK's own sockets say it. TLS tells by the type whether the network has failed or the peer has said
     * something wrong.
     */
    static IOException asOfSockets(IOException e) {
        return e instanceof SocketException || e instanceof SocketTimeoutException
                ? e
                : (SocketException) new SocketException(e.getMessage()).initCause(e);
    }
}
