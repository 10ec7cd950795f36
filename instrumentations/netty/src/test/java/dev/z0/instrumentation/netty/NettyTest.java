package dev.z0.instrumentation.netty;

import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.testing.HttpServerSuite;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of handlers alone. */
class NettyTest extends HttpServerSuite {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @SuppressWarnings("deprecation") // by 4.2, which still has it
    private final EventLoopGroup loops = new NioEventLoopGroup(2);

    @Override
    protected Instrumentation[] instrumentations() {
        return new Instrumentation[] {new NettyServer(), new NettyTasks()};
    }

    @Override
    protected int startServer() throws Exception {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(1_000_000), new Pages());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    protected void stopServer() {
        loops.shutdownGracefully();
        threads.shutdownNow();
    }

    private final class Pages extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            switch (new QueryStringDecoder(request.uri()).path()) {
                case "/pages/hello" -> answer(context, HttpResponseStatus.OK, "hello");
                case "/pages/gone" -> answer(context, HttpResponseStatus.GONE, "");
                case "/pages/later" -> threads.execute(() -> answer(context, HttpResponseStatus.OK, "hello"));
                case "/pages/number" -> Integer.parseInt("none");
                case "/pages/broken" -> throw new IllegalStateException("on purpose");
                default -> answer(context, HttpResponseStatus.NOT_FOUND, "");
            }
        }

        /** One way is to answer, the other to close the connection. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof NumberFormatException) {
                answer(context, HttpResponseStatus.INTERNAL_SERVER_ERROR, "");
            } else {
                context.close();
            }
        }

        private void answer(ChannelHandlerContext context, HttpResponseStatus status, String text) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, text.length());
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
