package dev.z0.instrumentation.http.jetty;

import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;

/**
 * The first of a request's listeners, since whoever waits for the response goes on while the others are told. Like the
 * application's, it hears nothing of a response that Jetty answers itself, by a redirect's next request.
 */
final class JettyListener implements Response.HeadersListener, Response.CompleteListener {
    private final Request request;

    private JettyListener(Request request) {
        this.request = request;
    }

    /** Listens for what may become a call. */
    static void listen(Request request) {
        JettyListener listener = new JettyListener(request);
        request.onResponseHeaders(listener);
        request.onComplete(listener);
    }

    @Override
    public void onHeaders(Response response) {
        JettyCall call = JettyCall.begunBy(request);
        if (call != null) {
            call.responded(response);
        }
    }

    @Override
    public void onComplete(Result result) {
        JettyCall call = JettyCall.begunBy(request);
        if (call != null) {
            call.completed(result);
        }
    }
}
