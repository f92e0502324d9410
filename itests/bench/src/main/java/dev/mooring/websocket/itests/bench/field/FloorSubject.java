package dev.mooring.websocket.itests.bench.field;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * No library, but what none can do without on a blocking socket: frames taken apart and put together, text decoded and
 * encoded. No checks, no fragments, no pings, no queue.
 */
public final class FloorSubject implements Subject {

    @Override
    public Link connect(URI url, Receiver receiver) throws IOException {
        Socket socket = url.getScheme().equals("wss") ? secure(url) : new Socket(url.getHost(), url.getPort());
        socket.setTcpNoDelay(true);
        FloorReader reader = new FloorReader(socket.getInputStream(), receiver);
        return FloorLink.open(socket, url, reader);
    }

    private static Socket secure(URI url) throws IOException {
        SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket(url.getHost(), url.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }
}
