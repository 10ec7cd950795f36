package dev.z0.instrumentation.helidon;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.ClientAddress;
import dev.z0.agent.core.support.Failures;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.HttpRequest;
import io.helidon.webserver.http.ServerResponse;

/** The request that the current thread deals with. */
final class HelidonRequest {
    private static final HeaderName ID = HeaderNames.create("X-Request-Id");

    private HelidonRequest() {}

    /** A request comes in. */
    static Request begin(HttpRequest inbound) {
        HttpPrologue first = inbound.prologue();
        Request request = Request.start(first.method().text(), first.uriPath().rawPath(), new InboundHeaders(inbound));
        request.servedByServer();
        request.client(ClientAddress.of(inbound.remotePeer().address()));
        request.carriedBy(Thread.currentThread());
        return request;
    }

    /** The one that is underway, or one that could not be read, is refused. */
    static Request refused(RequestException reason) {
        Request request = Request.underway(Thread.currentThread());
        if (request == null) {
            DirectHandler.TransportRequest read = reason.request();
            request = Request.refused(read.method(), read.path());
            request.carriedBy(Thread.currentThread());
        }
        return request;
    }

    /** The connection of what is refused. */
    static void cameOver(ConnectionContext connection) {
        try {
            Request request = Request.currentRequest();
            if (request != null && request.client() == null) {
                request.client(ClientAddress.of(connection.remotePeer().address()));
            }
        } catch (Throwable e) {
            Failures.note("helidon", e);
        }
    }

    /** The application's code failed, unless it is only that the client has gone. */
    static void failed(Throwable thrown) {
        Request request = Request.currentRequest();
        if (request != null && !(thrown instanceof CloseConnectionException)) {
            request.fail(thrown);
        }
    }

    /** A pattern was matched. One of all paths below says less than the path without its ids. */
    static void matched(String pattern) {
        Request request = Request.currentRequest();
        if (request != null && pattern != null) {
            if (pattern.endsWith("/*")) {
                request.mapping(pattern);
            } else {
                request.route(pattern);
            }
        }
    }

    /** An answer is written. */
    static void answer(Headers headers, Status status) {
        Request request = Request.currentRequest();
        if (request != null && status.code() >= 200) {
            request.status(status.code());
            if (Z0.answersWithRequestId() && !headers.contains(ID) && headers instanceof WritableHeaders) {
                ((WritableHeaders<?>) headers).set(ID, request.requestId());
            }
        }
    }

    /** All filters and handlers have returned. What they threw is answered now, unless the connection is to be closed. */
    static void routed(Request request, HttpRequest inbound, ServerResponse outbound, Throwable thrown) {
        if (outbound.isSent()) {
            request.status(outbound.status().code());
            request.bytes(
                    inbound.headers().contentLength().orElse(-1),
                    outbound.headers().contentLength().orElse(-1));
        }
        if (thrown instanceof RequestException) {
            request.status(((RequestException) thrown).status().code());
        }
        if (thrown == null) {
            endUnderway();
        } else if (thrown instanceof CloseConnectionException) {
            request.enterServlet();
            request.leaveServlet(thrown.getCause() == request.failure() ? thrown.getCause() : null);
            endUnderway();
        } else if (request.failure() == null) {
            request.fail(thrown);
        }
    }

    /** Ends the request, if there is one. */
    static void endUnderway() {
        Request request = Request.underway(Thread.currentThread());
        if (request != null) {
            Request.released(Thread.currentThread());
            request.end();
        }
    }

    private static final class InboundHeaders implements Request.Headers {
        private final HttpRequest inbound;

        InboundHeaders(HttpRequest inbound) {
            this.inbound = inbound;
        }

        @Override
        public String header(String name) {
            return inbound.headers().first(HeaderNames.create(name)).orElse(null);
        }

        @Override
        public String query() {
            String query = inbound.prologue().query().rawValue();
            return query.isEmpty() ? null : query;
        }
    }
}
