package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Connection;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponse;
import java.util.List;

/**
 * HTTP/1 of every server on Netty 4.1 and 4.2: its decoder makes requests of bytes, its encoder bytes of answers, whatever
 * framework is in between. No handler is added, because frameworks look at their pipelines and rearrange them.
 */
public final class NettyServer implements Instrumentation {
    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.netty.handler.codec.http.HttpObjectDecoder")
                .method(
                        "decode",
                        "(Lio/netty/channel/ChannelHandlerContext;Lio/netty/buffer/ByteBuf;Ljava/util/List;)V")
                .with("Decode");
        weaving.type("io.netty.handler.codec.ByteToMessageDecoder")
                .method("fireChannelRead", null)
                .with("HandOn");
        weaving.type("io.netty.handler.codec.http.HttpObjectEncoder")
                .method("encode", "(Lio/netty/channel/ChannelHandlerContext;Ljava/lang/Object;Ljava/util/List;)V")
                .with("Encode");
        weaving.type("io.netty.handler.codec.http.HttpResponseEncoder")
                .method("encodeInitialLine", "(Lio/netty/buffer/ByteBuf;Lio/netty/handler/codec/http/HttpResponse;)V")
                .with("StatusLine");
        weaving.type("io.netty.channel.AbstractChannelHandlerContext")
                .method("invokeExceptionCaught", "(Ljava/lang/Throwable;)V")
                .with("Fail");
        weaving.type("io.netty.channel.DefaultChannelPipeline")
                .method("fireChannelInactive", null)
                .with("Close");
    }

    /** Bytes become parts of a message: of a request, or of a response, where a client reads one. */
    public static final class Decode {
        /** The parts lie in a list, and will be handed on from there. */
        @OnExit
        public static void exit(@Argument(0) Object context, @Argument(2) List<?> parts) {
            for (int i = 0; i < parts.size(); i++) {
                Inbound.decoded((ChannelHandlerContext) context, parts.get(i));
            }
        }
    }

    /** Any decoder hands on what it has decoded, of at most one message; this runs all that the application does with it. */
    public static final class HandOn {
        /** It begins. */
        @OnEnter
        public static Object enter(@Argument(0) Object context, @Argument(2) int count) {
            if (count == 0) {
                return null;
            }
            Connection connection = Connection.of(((ChannelHandlerContext) context).channel());
            return connection == null ? null : connection.enter();
        }

        /** It is done; the request may go on elsewhere. */
        @OnExit
        public static void exit(@Entered Object attached, @Argument(0) Object context) {
            if (attached != null) {
                Connection connection = Connection.of(((ChannelHandlerContext) context).channel());
                if (connection == null) {
                    ((Attachment) attached).close();
                } else {
                    connection.leave((Attachment) attached);
                }
            }
        }
    }

    /** A part of a message becomes bytes: of an answer, or of what a client asks. */
    public static final class Encode {
        /** Before: what the encoder has written is no longer in the part. */
        @OnEnter
        public static Object enter(@Argument(0) Object context, @Argument(1) Object part) {
            Channel channel = ((ChannelHandlerContext) context).channel();
            Connection connection = Connection.of(channel);
            return connection == null ? null : Outbound.encoding(channel, connection, part);
        }

        /** After. */
        @OnExit
        public static void exit(
                @Entered Object attached,
                @Argument(0) Object context,
                @Argument(1) Object part,
                @Thrown Throwable thrown) {
            if (attached != null) {
                ((Attachment) attached).close();
            }
            if (thrown == null && Outbound.isLast(part)) {
                Connection connection = Connection.of(((ChannelHandlerContext) context).channel());
                if (connection != null) {
                    connection.answered();
                }
            }
        }
    }

    /** The first line of an answer becomes bytes. */
    public static final class StatusLine {
        /** The first header comes behind it: the application's own object for them may be shared, or not take any. */
        @OnExit
        public static void exit(@Argument(0) ByteBuf bytes, @Argument(1) HttpResponse response) {
            Outbound.requestId(bytes, response);
        }
    }

    /** A handler is told of an exception: its own, or that of the one before it. */
    public static final class Fail {
        /** Only what the application did with a request counts, not that a client has gone. */
        @OnEnter
        public static void enter(@This Object context, @Argument(0) Throwable thrown) {
            Request request = Request.currentRequest();
            if (request != null && Connection.of(((ChannelHandlerContext) context).channel()) != null) {
                request.fail(thrown);
            }
        }
    }

    /** A channel is closed. */
    public static final class Close {
        /** All handlers know. */
        @OnExit
        public static void exit(@This Object pipeline) {
            Connection.closed(((ChannelPipeline) pipeline).channel());
        }
    }
}
