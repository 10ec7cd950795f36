package dev.z0.instrumentation.http.url;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.llm.HeaderLookup;
import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.support.Z0Thread;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;

/** The call that a connection stands for: its start, and what came of it. */
final class UrlConnectionCall {
    private UrlConnectionCall() {}

    /**
     * The connection's call, which starts with its first use; null for one that belongs to another client's call.
     *
     * @param forOutput whether the request may get a body: then it is a POST, even where the application said nothing
     * @param starts whether a call may start here
     */
    static ExternalCall of(HttpURLConnection connection, boolean forOutput, boolean starts) {
        ExternalCall known = ClientCalls.of(connection);
        if (known != null || !starts || Thread.currentThread() instanceof Z0Thread || isUsed(connection)) {
            return known; // a connection in use tells so by an exception, which z0's own need not pay for
        }
        URL url = connection.getURL();
        String method = connection.getRequestMethod();
        if (forOutput && connection.getDoOutput() && "GET".equals(method)) {
            method = "POST";
        }
        ExternalCall call = ExternalCall.start(method, url.getProtocol(), url.getHost(), url.getPort(), url.getPath());
        if (call == null) {
            return null;
        }
        if (!ClientCalls.note(connection, call)) {
            call.end(); // so it counts, at least
            return null;
        }
        return call;
    }

    /** Whether its call is over and forgotten: a connection lets nothing be set once it was used. */
    private static boolean isUsed(HttpURLConnection connection) {
        try {
            connection.setRequestMethod(connection.getRequestMethod());
            return false;
        } catch (IllegalStateException e) {
            return true;
        } catch (ProtocolException e) {
            return String.valueOf(e.getMessage()).startsWith("Can't reset method"); // else it has a method of its own
        }
    }

    /** A request's head is to be sent. */
    static void sends(HttpURLConnection connection) {
        ExternalCall call = ClientCalls.of(connection);
        if (call == null) {
            return;
        }
        call.sending();
        try {
            Z0.propagation().inject(call, MessageHeaders.of(connection));
        } catch (RuntimeException | LinkageError e) {
            Failures.note("http-client", e); // it goes out without
        }
    }

    static void failed(Object connection, ExternalCall call, Throwable thrown) {
        if (call != null && thrown != null) {
            if (!call.ended()) {
                call.fail(thrown);
            }
            ended(connection, call);
        }
    }

    static void ended(Object connection, ExternalCall call) {
        call.end();
        ClientCalls.forget(connection);
    }

    /** The response has come, or the exception that stands for one, or a failure. */
    static void answered(HttpURLConnection connection, ExternalCall call, Throwable thrown) {
        if (call.status() != 0) {
            return;
        }
        int status = 0;
        if (thrown == null || isErrorStatus(thrown)) {
            status = status(connection);
        } else if (thrown instanceof HttpRetryException) {
            status = ((HttpRetryException) thrown).responseCode();
            call.fail(thrown);
        }
        if (status <= 0 && thrown != null) {
            failed(connection, call, thrown);
            return;
        }
        call.responded(status, call.llm() == null ? null : new ResponseHeaders(connection));
        call.handedOut();
    }

    /** The JDK answers an error status by an exception, and knows the status then. */
    private static boolean isErrorStatus(Throwable thrown) {
        return thrown instanceof FileNotFoundException
                || thrown.getClass() == IOException.class
                        && String.valueOf(thrown.getMessage()).startsWith("Server returned HTTP response code:");
    }

    private static int status(HttpURLConnection connection) {
        try {
            return connection.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Goes one level down; on the second one, the request was sent again over a new connection. */
    static Object parses(Object connection) {
        if (!CallDepth.HTTP_RESPONSE.enter()) {
            ExternalCall call = ClientCalls.of(connection);
            if (call != null) {
                call.retried();
            }
        }
        return null;
    }

    private static final class ResponseHeaders implements HeaderLookup {
        private final HttpURLConnection connection;

        ResponseHeaders(HttpURLConnection connection) {
            this.connection = connection;
        }

        @Override
        public String get(String name) {
            return connection.getHeaderField(name);
        }
    }
}
