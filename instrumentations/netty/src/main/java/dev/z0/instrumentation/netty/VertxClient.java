package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import java.nio.channels.ClosedChannelException;
import java.util.List;

/**
 * Vert.x's HTTP client over HTTP/1.1, and what is built on it, such as its {@code WebClient} and Quarkus's REST client. A
 * connection carries one call after the other, so the call is what its codec writes and reads.
 */
public final class VertxClient implements Instrumentation {
    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.netty.handler.codec.http.HttpObjectEncoder")
                .method("encode", "(Lio/netty/channel/ChannelHandlerContext;Ljava/lang/Object;Ljava/util/List;)V")
                .with("Send");
        weaving.type("io.netty.handler.codec.http.HttpObjectDecoder")
                .method(
                        "decode",
                        "(Lio/netty/channel/ChannelHandlerContext;Lio/netty/buffer/ByteBuf;Ljava/util/List;)V")
                .with("Receive");
        weaving.type("io.netty.channel.DefaultChannelPipeline")
                .method("fireChannelInactive", null)
                .with("Close");
    }

    /** A part of a request becomes bytes; or of a server's answer. */
    public static final class Send {
        /** It is about to. */
        @OnEnter
        public static void enter(@Argument(0) Object context, @Argument(1) Object part) {
            VertxCall.sending(((ChannelHandlerContext) context).channel(), part);
        }
    }

    /** Bytes become parts of a response; or of a request to a server. */
    public static final class Receive {
        /** The parts lie in a list. */
        @OnExit
        public static void exit(@Argument(0) Object context, @Argument(2) List<?> parts) {
            if (!parts.isEmpty()) {
                VertxCall.received(((ChannelHandlerContext) context).channel(), parts);
            }
        }
    }

    /** A channel is closed. */
    public static final class Close {
        /** A call that is still without its whole response never gets it. */
        @OnEnter
        public static void enter(@This Object pipeline) {
            Object channel = ((ChannelPipeline) pipeline).channel();
            ExternalCall call = ClientCalls.of(channel);
            if (call != null) {
                ClientCalls.forget(channel);
                call.fail(new ClosedChannelException());
                call.end();
            }
        }
    }
}
