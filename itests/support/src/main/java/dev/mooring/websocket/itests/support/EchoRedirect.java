package dev.mooring.websocket.itests.support;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What an {@link EchoServer} does before it upgrades anything, if it is to redirect. */
final class EchoRedirect extends Handler.Wrapper {

    private final String location;

    EchoRedirect(String location, Handler others) {
        super(others);
        this.location = location;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!request.getHttpURI().getPath().equals("/redirect")) {
            return super.handle(request, response, callback);
        }
        response.setStatus(HttpStatus.FOUND_302);
        response.getHeaders().put(HttpHeader.LOCATION, location);
        callback.succeeded();
        return true;
    }
}
