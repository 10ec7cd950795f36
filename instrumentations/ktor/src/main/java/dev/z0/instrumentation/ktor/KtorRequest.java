package dev.z0.instrumentation.ktor;

import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.ClientAddress;
import dev.z0.instrumentation.concurrent.SpanElement;
import io.ktor.server.cio.backend.ServerRequestScope;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;

/** A request that a coroutine deals with: its context is the coroutine's, and its end comes before what follows. */
final class KtorRequest implements Continuation<Unit> {
    private final Request request;
    private final CoroutineContext context;
    private final Continuation<Unit> rest;

    private KtorRequest(Request request, Continuation<Unit> rest) {
        this.request = request;
        this.context = SpanElement.in(rest.getContext(), request);
        this.rest = rest;
    }

    /** A request comes in. */
    @SuppressWarnings("unchecked")
    static KtorRequest begin(ServerRequestScope scope, io.ktor.http.cio.Request inbound, Object rest) {
        InboundHeaders headers = new InboundHeaders(inbound);
        Request request = Request.start(inbound.getMethod().getValue(), headers.path(), headers);
        request.servedByServer();
        request.client(ClientAddress.of(scope.getRemoteAddress()));
        return new KtorRequest(request, (Continuation<Unit>) rest);
    }

    /** The coroutine is done; an exception without an answer has got out, and the connection will be closed. */
    void end() {
        if (request.status() == 0) {
            request.enterServlet();
            request.leaveServlet(request.failure());
        }
        request.end();
    }

    @Override
    public CoroutineContext getContext() {
        return context;
    }

    @Override
    public void resumeWith(Object result) {
        end();
        IntrinsicsKt.intercepted(rest).resumeWith(result);
    }

    private static final class InboundHeaders implements Request.Headers {
        private final io.ktor.http.cio.Request inbound;
        private final String uri;
        private final int query;

        InboundHeaders(io.ktor.http.cio.Request inbound) {
            this.inbound = inbound;
            this.uri = inbound.getUri().toString();
            this.query = uri.indexOf('?');
        }

        String path() {
            return query < 0 ? uri : uri.substring(0, query);
        }

        @Override
        public String header(String name) {
            CharSequence value = inbound.getHeaders().get(name);
            return value == null ? null : value.toString();
        }

        @Override
        public String query() {
            return query < 0 ? null : uri.substring(query + 1);
        }
    }
}
