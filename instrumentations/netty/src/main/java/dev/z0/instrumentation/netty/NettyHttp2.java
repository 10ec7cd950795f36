package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.Streams;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * HTTP/2 of every server on Netty 4.1 and 4.2, also the one that gRPC has under a name of its own: all frames of a
 * connection pass its decoder and its encoder.
 */
public final class NettyHttp2 implements Instrumentation {
    private static final String HTTP2 = "io.netty.handler.codec.http2.";
    private static final String CONTEXT = "(Lio/netty/channel/ChannelHandlerContext;I";
    private static final String HEADERS = CONTEXT + "Lio/netty/handler/codec/http2/Http2Headers;";
    private static final String PROMISED = "Lio/netty/channel/ChannelPromise;)Lio/netty/channel/ChannelFuture;";

    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.alsoAs("io.netty.", "io.grpc.netty.shaded.io.netty.");
        weaving.type(HTTP2 + "DefaultHttp2ConnectionDecoder$FrameReadListener")
                .method("onHeadersRead", HEADERS + "ISZIZ)V")
                .with("ReceiveHead")
                .method("onDataRead", null)
                .with("ReceiveData")
                .method("onRstStreamRead", null)
                .with("Reset");
        weaving.type(HTTP2 + "DefaultHttp2ConnectionEncoder")
                .method("writeHeaders", HEADERS + "IZ" + PROMISED)
                .with("Head")
                .method("writeHeaders", HEADERS + "ISZIZ" + PROMISED)
                .with("PrioritizedHead")
                .method("writeData", null)
                .with("Data")
                .method("writeRstStream", null)
                .with("Reset");
        weaving.type("io.netty.channel.DefaultChannelPipeline")
                .method("fireChannelInactive", null)
                .with("Close");
    }

    /** A request's head, its trailers, or the head of a response to a client: this runs all that the application does with it. */
    public static final class ReceiveHead {
        /** It has been read. */
        @OnEnter
        public static Object enter(@Argument(0) Object context, @Argument(1) int stream, @Argument(2) Object headers) {
            return Carried.enter(Http2Stream.begin(context, stream, headers));
        }

        /** It has been dealt with. */
        @OnExit
        public static void exit(@Entered Object attached, @Argument(7) boolean end) {
            Http2Stream.leave(attached, end);
        }
    }

    /** A piece of a body, in the same way. */
    public static final class ReceiveData {
        /** It has been read. */
        @OnEnter
        public static Object enter(@Argument(0) Object context, @Argument(1) int stream, @Argument(2) Object data) {
            return Carried.enter(Http2Stream.received(context, stream, (ByteBuf) data));
        }

        /** It has been dealt with. */
        @OnExit
        public static void exit(@Entered Object attached, @Argument(4) boolean end) {
            Http2Stream.leave(attached, end);
        }
    }

    /** An answer's head, or its trailers, or a client's request. */
    public static final class Head {
        /** It is about to be written. */
        @OnEnter(replaces = 2)
        public static Http2Headers enter(
                @Argument(0) Object context,
                @Argument(1) int stream,
                @Argument(2) Http2Headers headers,
                @Argument(4) boolean end) {
            return Http2Stream.answer(context, stream, headers, end);
        }

        /** It has been written, or waits for its turn. */
        @OnExit
        public static void exit(@Argument(0) Object context, @Argument(1) int stream, @Argument(4) boolean end) {
            if (end) {
                Http2Stream.end(context, stream);
            }
        }
    }

    /** As {@link Head}, with a priority. */
    public static final class PrioritizedHead {
        /** It is about to be written. */
        @OnEnter(replaces = 2)
        public static Http2Headers enter(
                @Argument(0) Object context,
                @Argument(1) int stream,
                @Argument(2) Http2Headers headers,
                @Argument(7) boolean end) {
            return Http2Stream.answer(context, stream, headers, end);
        }

        /** It has been written, or waits for its turn. */
        @OnExit
        public static void exit(@Argument(0) Object context, @Argument(1) int stream, @Argument(7) boolean end) {
            if (end) {
                Http2Stream.end(context, stream);
            }
        }
    }

    /** A piece of an answer's body. */
    public static final class Data {
        /** It is about to be written. */
        @OnEnter
        public static void enter(@Argument(0) Object context, @Argument(1) int stream, @Argument(2) Object data) {
            Http2Stream.sent(context, stream, (ByteBuf) data);
        }

        /** It has been written, or waits for the client to take it. */
        @OnExit
        public static void exit(@Argument(0) Object context, @Argument(1) int stream, @Argument(4) boolean end) {
            if (end) {
                Http2Stream.end(context, stream);
            }
        }
    }

    /** The server breaks its answer off, or the client wants none any more. */
    public static final class Reset {
        /** The other side is told, or the application. */
        @OnExit
        public static void exit(@Argument(0) Object context, @Argument(1) int stream) {
            Http2Stream.end(context, stream);
        }
    }

    /** A connection is closed. */
    public static final class Close {
        /** All handlers know. */
        @OnExit
        public static void exit(@This Object pipeline) {
            Streams.closed(((ChannelPipeline) pipeline).channel());
        }
    }
}
