package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.ClientAddress;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Weaving;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ResponseCommitListener;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import org.xnio.StreamConnection;

/**
 * Undertow 1.4 to 2.3, alone and inside WildFly: every thread that takes an exchange on passes here. Quarkus has a fork of
 * Undertow under the same names on top of Vert.x; its requests are seen by {@link Servlets}.
 */
public final class Undertow implements Instrumentation {
    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("io.undertow.server.Connectors")
                .method(
                        "executeRootHandler",
                        "(Lio/undertow/server/HttpHandler;Lio/undertow/server/HttpServerExchange;)V")
                .with("Handle");
        weaving.type("io.undertow.server.protocol.http.HttpReadListener")
                .method("sendBadRequestAndClose", "(Lorg/xnio/StreamConnection;Ljava/lang/Throwable;)V")
                .with("Refuse");
    }

    /** A thread takes an exchange on: the first one, or one that it was dispatched to. */
    public static final class Handle {
        private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
        private static final boolean FORKED = isForked();

        /** The thread begins. */
        @OnEnter
        public static Object enter(@Argument(1) Object object) {
            if (FORKED) {
                return null;
            }
            HttpServerExchange exchange = (HttpServerExchange) object;
            Request request = Request.underway(exchange);
            if (request == null) {
                request = Request.start(
                        exchange.getRequestMethod().toString(), exchange.getRequestURI(), new InboundHeaders(exchange));
                request.servedByServer();
                request.carriedWhileOpen(exchange);
                exchange.addExchangeCompleteListener(new End(request));
                if (Z0.answersWithRequestId()) {
                    exchange.getResponseHeaders().put(REQUEST_ID, request.requestId());
                    exchange.addResponseCommitListener(new Answer(request));
                }
            }
            return request.attach();
        }

        private static boolean isForked() {
            try {
                return HttpServerExchange.class.getMethod("getRequestMethod").getReturnType() != HttpString.class;
            } catch (NoSuchMethodException e) {
                return true;
            }
        }

        /** The thread is done; the exchange may go on elsewhere. */
        @OnExit
        public static void exit(@Entered Object attached) {
            if (attached != null) {
                ((Attachment) attached).close();
            }
        }
    }

    /** What came in is no request. How much of it could be read is only known to Undertow. */
    public static final class Refuse {
        /** It is answered with a text that is always the same. */
        @OnEnter
        public static Object enter(@Argument(0) Object connection) {
            Request request = Request.refused(null, null);
            request.client(ClientAddress.of(((StreamConnection) connection).getPeerAddress()));
            request.status(StatusCodes.BAD_REQUEST);
            request.end();
            return null;
        }
    }

    private static final class End implements ExchangeCompletionListener {
        private final Request request;

        End(Request request) {
            this.request = request;
        }

        @Override
        public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
            try {
                if (comesAgain(exchange)) {
                    request.abandon();
                }
                if (request.client() == null) { // no servlet saw it
                    request.client(ClientAddress.of(exchange.getSourceAddress()));
                }
                request.status(exchange.getStatusCode());
                request.bytes(exchange.getRequestContentLength(), exchange.getResponseBytesSent());
                request.end();
            } finally {
                next.proceed();
            }
        }
    }

    /** What asks for HTTP/2 is answered as that connection's first request. */
    static boolean comesAgain(HttpServerExchange exchange) {
        return exchange.getStatusCode() == StatusCodes.SWITCHING_PROTOCOLS
                && "h2c".equals(exchange.getResponseHeaders().getFirst(Headers.UPGRADE));
    }

    /** Undertow clears all headers when a servlet throws. */
    private static final class Answer implements ResponseCommitListener {
        private final Request request;

        Answer(Request request) {
            this.request = request;
        }

        @Override
        public void beforeCommit(HttpServerExchange exchange) {
            if (!exchange.getResponseHeaders().contains(Handle.REQUEST_ID)) {
                exchange.getResponseHeaders().put(Handle.REQUEST_ID, request.requestId());
            }
        }
    }

    private static final class InboundHeaders implements Request.Headers {
        private final HttpServerExchange exchange;

        InboundHeaders(HttpServerExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        @Override
        public String query() {
            return exchange.getQueryString();
        }
    }
}
