package dev.z0.instrumentation.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A server on the loopback, all of whose connections share one event loop. */
final class LoopServer implements AutoCloseable {
    @SuppressWarnings("deprecation") // by 4.2, which still has it
    private final EventLoopGroup loops = new NioEventLoopGroup(1);

    private final Channel server;

    /** Each connection gets handlers of its own. */
    LoopServer(Supplier<ChannelHandler[]> handlers) throws InterruptedException {
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handlers.get());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    EventLoopGroup loops() {
        return loops;
    }

    /** All that its connections had to do is done then: what ended later would be taken for the next test's. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 20, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
