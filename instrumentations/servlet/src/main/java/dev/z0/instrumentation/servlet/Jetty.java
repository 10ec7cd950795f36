package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.ClientAddress;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import org.eclipse.jetty.server.HttpChannel;

/** Jetty 9.4 to 11, at the channel that carries one request at a time. Jetty 12 is {@link Jetty12}. */
public final class Jetty implements Instrumentation {
    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.alsoAs("org.eclipse.jetty.", "wiremock.org.eclipse.jetty."); // in WireMock's standalone jar
        weaving.type("org.eclipse.jetty.server.HttpChannel")
                .method("onRequest", "(Lorg/eclipse/jetty/http/MetaData$Request;)V")
                .with("Begin")
                .method("onBadMessage", "(Lorg/eclipse/jetty/http/BadMessageException;)V")
                .with("Refuse")
                .method("handle", "()Z")
                .with("Handle")
                .method("onCompleted", "()V")
                .with("Complete");
        weaving.type("org.eclipse.jetty.server.HttpChannelOverHttp")
                .method("badMessage", "(Lorg/eclipse/jetty/http/BadMessageException;)V")
                .with("Misread");
    }

    /** A request's head has come in. */
    public static final class Begin {
        /** The channel's request is set up. */
        @OnExit
        public static void exit(@This Object self) {
            Request request = Request.underway(self);
            if (request == null || request.status() != Misread.STATUS) {
                begin((HttpChannel) self);
            }
        }
    }

    /**
     * What came in on a kept-alive connection is no request. From 10 on Jetty takes it for one with the method, path and
     * headers of the request before, as far as it brings none of its own; so nothing of that is believed.
     */
    public static final class Misread {
        static final int STATUS = 400;
        private static final boolean OLD = !org.eclipse.jetty.http.HttpFields.class.isInterface();

        /** An answer will follow. */
        @OnEnter
        public static Object enter(@This Object self) {
            if (!OLD && ((HttpChannel) self).getRequests() > 0 && Request.underway(self) == null) {
                Request request = Request.refused(null, null);
                request.status(STATUS);
                request.carriedBy(self);
            }
            return null;
        }
    }

    /** What came in is no request. */
    public static final class Refuse {
        /** An answer will follow. */
        @OnEnter
        public static Object enter(@This Object self) {
            if (Request.underway(self) == null) {
                begin((HttpChannel) self);
            }
            return null;
        }
    }

    /** A thread works for the channel's request. */
    public static final class Handle {
        /** It begins. */
        @OnEnter
        public static Object enter(@This Object self) {
            Request request = Request.underway(self);
            return request == null ? null : request.attach();
        }

        /** It is done; the request may go on elsewhere. */
        @OnExit
        public static void exit(@Entered Object attached) {
            if (attached != null) {
                ((Attachment) attached).close();
            }
        }
    }

    /** The answer has been sent, or the client has gone. */
    public static final class Complete {
        /** The channel is about to be recycled. */
        @OnEnter
        public static Object enter(@This Object self) {
            HttpChannel channel = (HttpChannel) self;
            Request request = Request.underway(channel);
            if (request != null) {
                Request.released(channel);
                if (request.client() == null) { // no servlet saw it
                    request.client(ClientAddress.of(channel.getRemoteAddress()));
                }
                // What was sent: a refusal goes past the response.
                request.status(channel.getResponse().getCommittedMetaData().getStatus());
                request.bytes(
                        channel.getRequest().getContentRead(),
                        channel.getResponse().getHttpOutput().getWritten());
                request.end();
            }
            return null;
        }
    }

    static void begin(HttpChannel channel) {
        String method = channel.getRequest().getMethod();
        String path = channel.getRequest().getRequestURI();
        Request request = Request.start(
                method == null ? "_OTHER" : method, path == null ? "/" : path, new InboundHeaders(channel));
        request.servedByServer();
        request.carriedBy(channel);
        if (Z0.answersWithRequestId()) {
            channel.getResponse().setHeader("X-Request-Id", request.requestId());
        }
    }

    private static final class InboundHeaders implements Request.Headers {
        private final HttpChannel channel;

        InboundHeaders(HttpChannel channel) {
            this.channel = channel;
        }

        @Override
        public String header(String name) {
            return channel.getRequest().getMetaData() == null
                    ? null
                    : channel.getRequest().getHeader(name);
        }

        @Override
        public String query() {
            return channel.getRequest().getMetaData() == null
                    ? null
                    : channel.getRequest().getQueryString();
        }
    }
}
