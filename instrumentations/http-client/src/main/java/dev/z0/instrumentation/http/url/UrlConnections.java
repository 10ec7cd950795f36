package dev.z0.instrumentation.http.url;

import dev.z0.agent.core.record.ClientCalls;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import dev.z0.instrumentation.http.RequestStream;
import dev.z0.instrumentation.http.ResponseStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.net.HttpURLConnection;

/**
 * The JDK's {@code HttpURLConnection}, for http and https. A connection is one call: from its first use until its
 * response is read or closed, or it failed. What is used after that belongs to the same call, and counts no more.
 */
public final class UrlConnections implements Instrumentation {
    private static final String CONNECTION = "Lsun/net/www/protocol/http/HttpURLConnection;";
    private static final String HEADERS = "Lsun/net/www/MessageHeader;";

    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("sun.net.www.protocol.http.HttpURLConnection")
                .method("connect", "()V")
                .with("Connect")
                .method("getOutputStream", "()Ljava/io/OutputStream;")
                .with("Output")
                .method("writeRequests", "()V")
                .with("Send")
                .method("getInputStream", "()Ljava/io/InputStream;")
                .with("Input")
                .method("getErrorStream", "()Ljava/io/InputStream;")
                .with("ErrorInput")
                .method("disconnect", "()V")
                .with("Disconnect");
        weaving.type("sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection")
                .method("connect", "()V")
                .with("Connect");
        weaving.type("sun.net.www.http.HttpClient")
                .method("writeRequests", "(" + HEADERS + ")V")
                .with("Head")
                .method("writeRequests", "(" + HEADERS + "Lsun/net/www/http/PosterOutputStream;)V")
                .with("Head")
                .method("parseHTTP", "(" + HEADERS + CONNECTION + ")Z")
                .with("Parse")
                .method("parseHTTP", "(" + HEADERS + "Lsun/net/ProgressSource;" + CONNECTION + ")Z")
                .with("ParseWithProgress");
    }

    /** Opening the connection. Also done by the methods below, and by each redirect. */
    public static final class Connect {
        @OnEnter
        public static Object enter(@This Object connection) {
            return UrlConnectionCall.of((HttpURLConnection) connection, true, !CallDepth.HTTP.inside());
        }

        @OnExit
        public static void exit(@This Object connection, @Entered Object call, @Thrown Throwable thrown) {
            UrlConnectionCall.failed(connection, (ExternalCall) call, thrown);
        }
    }

    /** Opening the request's body. */
    public static final class Output {
        @OnEnter
        public static Object enter(@This Object connection) {
            return UrlConnectionCall.of((HttpURLConnection) connection, true, !CallDepth.HTTP.inside());
        }

        @OnExit(replacesReturn = true)
        public static OutputStream exit(
                @This Object connection, @Entered Object state, @Returned Object returned, @Thrown Throwable thrown) {
            ExternalCall call = (ExternalCall) state;
            OutputStream out = (OutputStream) returned;
            UrlConnectionCall.failed(connection, call, thrown);
            return call != null && call.readsRequest() && out != null ? new RequestStream(out, call) : out;
        }
    }

    /** Sending the request's head: once, and again for each redirect, challenge or broken connection. */
    public static final class Send {
        @OnEnter
        public static Object enter(@This Object connection) {
            UrlConnectionCall.sends((HttpURLConnection) connection);
            return null;
        }
    }

    /**
     * Writing the head, which has z0's headers by then: in one piece. The JDK makes four texts of each line, which costs
     * more than all that z0 does for a call.
     */
    public static final class Head {
        /** Asked for as soon as this is linked: where it is not to be had, the JDK's own call stays. */
        private static final MethodHandle PRINT = MessageHeaders.PRINT;

        @InsteadOfCall(owner = "sun.net.www.MessageHeader", name = "print")
        public static void print(Object headers, PrintStream out) throws Throwable {
            byte[] head = null;
            try {
                head = MessageHeaders.head(headers);
            } catch (RuntimeException e) {
                Failures.note("http-client", e);
            }
            if (head == null) {
                PRINT.invokeExact(headers, out);
            } else {
                out.write(head, 0, head.length);
                out.flush();
            }
        }
    }

    /** Waiting for the response: what all getters of the response's head do, too, and even this method itself. */
    public static final class Input {
        @OnEnter
        public static Object enter(@This Object connection) {
            boolean outermost = CallDepth.HTTP.enter();
            ExternalCall call = UrlConnectionCall.of((HttpURLConnection) connection, false, outermost);
            return outermost ? call : null;
        }

        @OnExit(replacesReturn = true)
        public static InputStream exit(
                @This Object connection, @Entered Object state, @Returned Object returned, @Thrown Throwable thrown) {
            ExternalCall call = (ExternalCall) state;
            InputStream in = (InputStream) returned;
            try {
                if (call == null) {
                    return in;
                }
                UrlConnectionCall.answered((HttpURLConnection) connection, call, thrown);
                return in == null ? null : new ResponseStream(in, call, connection);
            } finally {
                CallDepth.HTTP.leave();
            }
        }
    }

    /** Opening the body of a response with an error status. */
    public static final class ErrorInput {
        @OnExit(replacesReturn = true)
        public static InputStream exit(@This Object connection, @Returned Object returned) {
            ExternalCall call = ClientCalls.of(connection);
            InputStream in = (InputStream) returned;
            if (call == null || call.status() == 0) {
                return in;
            }
            if (in == null) {
                UrlConnectionCall.ended(connection, call);
                return null;
            }
            return new ResponseStream(in, call, connection);
        }
    }

    /** Giving the connection up. */
    public static final class Disconnect {
        @OnExit
        public static void exit(@This Object connection) {
            ExternalCall call = ClientCalls.of(connection);
            if (call != null && call.wasSent()) {
                UrlConnectionCall.ended(connection, call);
            }
        }
    }

    /** Reading a response's head. Where the connection turns out to be broken it sends again and calls itself. */
    public static final class Parse {
        @OnEnter
        public static Object enter(@Argument(1) Object connection) {
            return UrlConnectionCall.parses(connection);
        }

        @OnExit
        public static void exit() {
            CallDepth.HTTP_RESPONSE.leave();
        }
    }

    /** The same, until Java 20. */
    public static final class ParseWithProgress {
        @OnEnter
        public static Object enter(@Argument(2) Object connection) {
            return UrlConnectionCall.parses(connection);
        }

        @OnExit
        public static void exit() {
            CallDepth.HTTP_RESPONSE.leave();
        }
    }
}
