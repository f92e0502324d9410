package dev.mooring.websocket.itests.bench.field;

import dev.mooring.websocket.itests.bench.subject.Link;
import dev.mooring.websocket.itests.bench.subject.Message;
import dev.mooring.websocket.itests.bench.subject.Receiver;
import dev.mooring.websocket.itests.bench.subject.Subject;
import dev.mooring.websocket.itests.bench.subject.Window;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Netty's codec on its NIO transport. Each message is written and flushed. */
public final class NettySubject implements Subject {

    private static final int PATIENCE_SECONDS = 30;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    private final NettyPipeline.Security security;

    public NettySubject() throws SSLException {
        security = NettyPipeline.Security.create();
    }

    @Override
    public Link connect(URI url, Receiver receiver) throws Exception {
        NettyPipeline pipeline = new NettyPipeline(url, receiver, security);
        Channel channel = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(pipeline)
                .connect(url.getHost(), url.getPort())
                .sync()
                .channel();
        pipeline.opened().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new NettyLink(channel, new Window());
    }

    @Override
    public void shutDown() throws InterruptedException {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    private record NettyLink(Channel channel, Window window) implements Link {

        @Override
        public void send(Message message) throws Exception {
            WebSocketFrame frame = message.isText()
                    ? new TextWebSocketFrame(message.text())
                    // A copy, since Netty masks in place.
                    : new BinaryWebSocketFrame(Unpooled.copiedBuffer(message.bytes()));
            ChannelFuture sent = channel.writeAndFlush(frame);
            window.sent(message, () -> sent);
        }

        @Override
        public void close() throws InterruptedException {
            channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                    .sync();
            channel.closeFuture().sync();
        }
    }
}
