package dev.mooring.websocket.itests.bench.field;

import dev.mooring.websocket.itests.bench.subject.Receiver;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;

/** What a connection of Netty's is made of. */
final class NettyPipeline extends ChannelInitializer<SocketChannel> {

    private static final int MAX_HEAD = 8192;
    private static final int MAX_MESSAGE = 4 << 20;

    private final URI url;
    private final Receiver receiver;
    private final Security security;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    NettyPipeline(URI url, Receiver receiver, Security security) {
        this.url = url;
        this.receiver = receiver;
        this.security = security;
    }

    /**
     * TLS, of the JDK.
     *
     * @param context the same for all connections
     */
    record Security(SslContext context) {

        static Security create() throws SSLException {
            return new Security(
                    SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build());
        }
    }

    CompletableFuture<Void> opened() {
        return opened;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (url.getScheme().equals("wss")) {
            channel.pipeline().addLast(security.context().newHandler(channel.alloc(), url.getHost(), url.getPort()));
        }
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(url)
                .maxFramePayloadLength(MAX_MESSAGE)
                .build();
        channel.pipeline()
                .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(MAX_HEAD),
                        new WebSocketClientProtocolHandler(config),
                        new WebSocketFrameAggregator(MAX_MESSAGE),
                        new Handler());
    }

    private final class Handler extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                receiver.text(text.text());
            } else {
                receiver.binary(frame.content().nioBuffer());
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                opened.complete(null);
            }
        }

        // That it can't be closed either is no news.
        @SuppressWarnings("FutureReturnValueIgnored")
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            opened.completeExceptionally(cause);
            context.close();
        }
    }
}
