package dev.z0.instrumentation.helidon;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import io.helidon.http.Headers;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.http2.Http2Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRequest;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Helidon 4, over HTTP/1.1 and HTTP/2. One virtual thread reads a request, calls the application and has written the answer
 * when it goes on to the next, so it carries the request.
 */
public final class Helidon implements Instrumentation {
    private static final String SERVER = "io.helidon.webserver.";
    private static final String HTTP = SERVER + "http.";
    private static final String HTTP1 = SERVER + "http1.";
    private static final String HTTP2 = SERVER + "http2.";

    @Override
    public String family() {
        return "helidon";
    }

    @Override
    public void weave(Weaving weaving) {
        routing(weaving, HTTP + "HttpRouting"); // up to 4.0
        routing(weaving, HTTP + "HttpRoutingImpl");
        weaving.type(HTTP + "Filters$FilterChainImpl").method("proceed", "()V").with("CallFilter");
        weaving.type(HTTP1 + "Http1ServerRequest")
                .method("matchingPattern", "(Ljava/lang/String;)Lio/helidon/webserver/http/RoutingRequest;")
                .with("Match");
        weaving.type(HTTP2 + "Http2ServerRequest")
                .method("matchingPattern", "(Ljava/lang/String;)Lio/helidon/webserver/http/RoutingRequest;")
                .with("Match");
        weaving.type(HTTP1 + "Http1Connection")
                .method("handle", null)
                .with("Leave")
                .method("handleRequestException", "(Lio/helidon/http/RequestException;)V")
                .with("Refuse");
        weaving.type(HTTP1 + "Http1ServerResponse")
                .method("nonEntityBytes", null)
                .with("Head");
        weaving.type(HTTP2 + "Http2ServerStream")
                .method("run", "()V")
                .with("Leave")
                .method("writeHeaders", null)
                .with("Http2Head")
                .method("writeHeadersWithData", null)
                .with("Http2Head");
    }

    private static void routing(Weaving weaving, String type) {
        weaving.type(type)
                .method(
                        "route",
                        "(Lio/helidon/webserver/ConnectionContext;Lio/helidon/webserver/http/RoutingRequest;"
                                + "Lio/helidon/webserver/http/RoutingResponse;)V")
                .with("Route");
        weaving.type(type + "$RoutingExecutor").method("doRoute", null).with("CallHandler");
    }

    /** A request has been read, so far its head; all filters and handlers are called, and the answer is written. */
    public static final class Route {
        /** It begins. */
        @OnEnter
        public static Object enter(@Argument(1) Object inbound) {
            return HelidonRequest.begin((HttpRequest) inbound).attach();
        }

        /** It has been answered; or it is refused now, as what could not be read is; or the connection is broken. */
        @OnExit
        public static void exit(
                @Entered Object attached,
                @Argument(1) Object inbound,
                @Argument(2) Object outbound,
                @Thrown Throwable thrown) {
            if (attached != null) {
                Attachment attachment = (Attachment) attached;
                attachment.close();
                HelidonRequest.routed(
                        (Request) attachment.unit(), (HttpRequest) inbound, (ServerResponse) outbound, thrown);
            }
        }
    }

    /** Handlers are called, one after the other until one answers. */
    public static final class CallHandler {
        /** An exception gets no further than to the server's handlers of errors. */
        @InsteadOfCall(owner = "io.helidon.webserver.http.Handler", name = "handle")
        public static void handle(Handler handler, ServerRequest inbound, ServerResponse outbound) throws Exception {
            try {
                handler.handle(inbound, outbound);
            } catch (Throwable e) {
                HelidonRequest.failed(e);
                throw e;
            }
        }
    }

    /** Filters are called, each by the one before it. */
    public static final class CallFilter {
        /** An exception gets no further than to the server's handlers of errors. */
        @InsteadOfCall(owner = "io.helidon.webserver.http.Filter", name = "filter")
        public static void filter(Filter filter, FilterChain chain, RoutingRequest inbound, RoutingResponse outbound) {
            try {
                filter.filter(chain, inbound, outbound);
            } catch (Throwable e) {
                HelidonRequest.failed(e);
                throw e;
            }
        }
    }

    /** A request learns which of the application's patterns it matches. */
    public static final class Match {
        /** The last such pattern is the request's. */
        @OnEnter
        public static void enter(@Argument(0) Object pattern) {
            HelidonRequest.matched((String) pattern);
        }
    }

    /** The server answers by itself: a request that could not be read, or one that nobody dealt with. */
    public static final class Refuse {
        /** An answer follows. */
        @OnEnter
        public static Object enter(@Argument(0) Object reason) {
            return HelidonRequest.refused((RequestException) reason).attach();
        }

        /** The first thing that it asks its connection for. */
        @InsteadOfCall(owner = "io.helidon.webserver.ConnectionContext", name = "listenerContext")
        public static ListenerContext listenerContext(ConnectionContext connection) {
            HelidonRequest.cameOver(connection);
            return connection.listenerContext();
        }

        /** It has been written. */
        @OnExit
        public static void exit(@Entered Object attached) {
            if (attached != null) {
                ((Attachment) attached).close();
                HelidonRequest.endUnderway();
            }
        }
    }

    /** An answer's head becomes bytes, whoever made it. */
    public static final class Head {
        /** All headers are known. */
        @OnEnter
        public static void enter(@Argument(0) Object headers, @Argument(1) Object status) {
            HelidonRequest.answer((Headers) headers, (Status) status);
        }
    }

    /** As {@link Head}, in HTTP/2. */
    public static final class Http2Head {
        /** All headers are known. */
        @OnEnter
        public static void enter(@Argument(0) Object head) {
            Http2Headers headers = (Http2Headers) head;
            HelidonRequest.answer(headers.httpHeaders(), headers.status());
        }
    }

    /** A connection ends, or a stream of one. */
    public static final class Leave {
        /** What nobody answered ends with it. */
        @OnExit
        public static void exit() {
            HelidonRequest.endUnderway();
        }
    }
}
