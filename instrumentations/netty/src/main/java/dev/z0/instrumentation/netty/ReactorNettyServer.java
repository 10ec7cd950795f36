package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.Connection;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import reactor.netty.ConnectionObserver;

/**
 * Reactor Netty's server, 1.0 to 1.3. A request that comes in while the one before it is still being finished waits in a
 * queue, from which a task takes it that was handed over for nobody or for the one before.
 */
public final class ReactorNettyServer implements Instrumentation {
    private static final String SERVER = "reactor.netty.http.server.";

    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type(SERVER + "HttpServerOperations")
                .method("onOutboundError", "(Ljava/lang/Throwable;)V")
                .with("Fail");
        weaving.type(SERVER + "HttpTrafficHandler").method("run", "()V").with("Resume");
    }

    /** The request that the server answers next over this channel, or null. */
    static Request oldest(Channel channel) {
        Connection connection = Connection.of(channel);
        return connection == null ? null : connection.oldest();
    }

    /** An answer ends by an exception, perhaps in its middle. */
    public static final class Fail {
        /** An error page or the end of the connection follows. */
        @OnEnter
        public static void enter(@This Object operations, @Argument(0) Throwable thrown) {
            Request request = oldest(((reactor.netty.Connection) operations).channel());
            if (request != null) {
                request.fail(thrown);
            }
        }
    }

    /** A request is taken out of the queue, when the one before it is finished. */
    public static final class Resume {
        /** The server learns of it, and may call the application. */
        @InsteadOfCall(owner = "reactor.netty.ConnectionObserver", name = "onStateChange")
        public static void onStateChange(
                ConnectionObserver observer, reactor.netty.Connection operations, ConnectionObserver.State state) {
            Attachment attachment = Carried.enter(oldest(operations.channel()));
            try {
                observer.onStateChange(operations, state);
            } finally {
                Carried.leave(attachment);
            }
        }

        /** A part of it is handed on. */
        @InsteadOfCall(owner = "io.netty.channel.ChannelHandlerContext", name = "fireChannelRead")
        public static ChannelHandlerContext fireChannelRead(ChannelHandlerContext context, Object part) {
            Attachment attachment = Carried.enter(oldest(context.channel()));
            try {
                return context.fireChannelRead(part);
            } finally {
                Carried.leave(attachment);
            }
        }
    }
}
