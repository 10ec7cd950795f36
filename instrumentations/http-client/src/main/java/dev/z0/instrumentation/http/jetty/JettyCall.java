package dev.z0.instrumentation.http.jetty;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Propagation;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Stretch;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.instrumentation.http.SyncCall;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.api.ContentResponse;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;

/**
 * A call, kept where Jetty's own handlers keep what they must know of a request and those that follow it: with their
 * conversation.
 */
final class JettyCall {
    private final Request first;
    private final ExternalCall call;
    private final SpanRecord caller;

    private JettyCall(Request first, ExternalCall call, SpanRecord caller) {
        this.first = first;
        this.call = call;
        this.caller = caller;
    }

    private static JettyCall of(Request request) {
        return (JettyCall) JettyInternals.noted(request);
    }

    /** The call that began with this very request, or null. */
    static JettyCall begunBy(Request request) {
        JettyCall call = of(request);
        return call != null && call.first == request ? call : null;
    }

    /** The request is about to be sent: for the application, or for a call of its. */
    static void sending(Request request) {
        JettyCall known = of(request);
        if (known == null || known.first == request && known.call.ended()) {
            known = start(request);
        }
        if (known != null) {
            known.call.sending();
            Z0.propagation().inject(known.call, new Headers(request.getHeaders()));
        }
    }

    private static JettyCall start(Request request) {
        boolean tunnel = "CONNECT".equals(request.getMethod()); // a proxy's, or a WebSocket's over HTTP/2
        if (tunnel || CallDepth.HTTP.inside() || !JettyInternals.isKnown(request)) {
            return null;
        }
        SpanRecord caller = SpanRecord.current();
        String scheme = request.getScheme();
        int port = request.getPort() == ("https".equalsIgnoreCase(scheme) ? 443 : 80) ? -1 : request.getPort();
        String path = request.getPath();
        ExternalCall call = ExternalCall.start(
                request.getMethod(),
                scheme,
                request.getHost(),
                port,
                SyncCall.path(path == null || path.isEmpty() ? "/" : path));
        if (call == null) {
            return null;
        }
        JettyCall started = new JettyCall(request, call, caller);
        JettyInternals.note(request, started);
        if (call.readsRequest()) {
            request.onRequestContent((sent, piece) -> call.sent(piece));
        }
        return started;
    }

    /** The head of the response that the application gets has come. */
    void responded(Response response) {
        Object headers = response.getHeaders();
        call.responded(response.getStatus(), call.llm() == null ? null : name -> JettyInternals.header(headers, name));
        if (call.enclosing() != null) {
            call.handedOut(); // before the unit may end by it
        }
        if (response instanceof ContentResponse && call.readsResponse()) {
            byte[] body = ((ContentResponse) response).getContent(); // one of Jetty's handlers has read it
            call.received(body, 0, body == null ? 0 : body.length);
        }
    }

    /** The call, where it is to be shown the response's body, piece by piece; else null. */
    static ExternalCall reading(Response response) {
        JettyCall known = response instanceof ContentResponse ? null : of(response.getRequest());
        boolean reads = known != null && known.call.status() > 0 && known.call.readsResponse();
        return reads ? known.call : null;
    }

    /** The next piece of a response's body, which is left as it is. */
    static void received(Response response, ByteBuffer piece) {
        ExternalCall call = reading(response);
        if (call != null) {
            call.received(piece);
        }
    }

    /** The application gets a response from this listener, and may read its body from it. */
    static void handingOut(Object listener, Response response) {
        JettyCall known = of(response.getRequest());
        if (known != null && ClientCalls.note(listener, known.call) && known.call.enclosing() == null) {
            known.call.handedOut();
        }
    }

    /** The application is about to be told how it ended. */
    void completed(Result result) {
        if (result.isFailed() && !call.ended()) {
            call.fail(result.getFailure());
        }
        call.end();
    }

    /** The current thread works for who made the call of a response or result; null where it does anyway. */
    static Stretch asCaller(Object told) {
        JettyCall known = of(told instanceof Result ? ((Result) told).getRequest() : ((Response) told).getRequest());
        if (known == null || SpanRecord.current() == known.caller) {
            return null;
        }
        return known.caller == null ? SpanRecord.detach() : known.caller.attach();
    }

    /** No longer so. */
    static void leave(Object stretch) {
        if (stretch != null) {
            ((Stretch) stretch).close();
        }
    }

    private static final class Headers implements Propagation.Headers {
        private final Object fields;

        Headers(Object fields) {
            this.fields = fields;
        }

        @Override
        public String get(String name) {
            return JettyInternals.header(fields, name);
        }

        @Override
        public void set(String name, String value) {
            JettyInternals.setHeader(fields, name, value);
        }
    }
}
