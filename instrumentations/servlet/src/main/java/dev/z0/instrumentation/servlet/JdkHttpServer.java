package dev.z0.instrumentation.servlet;

import com.sun.net.httpserver.HttpExchange;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.support.ClientAddress;
import dev.z0.agent.core.support.Failures;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;

/**
 * The JDK's own {@code com.sun.net.httpserver}. A request is carried by the server's exchange, until that is answered or
 * closed, and by the thread that the server gives it to.
 */
public final class JdkHttpServer implements Instrumentation {
    private static final String SERVER = "sun.net.httpserver.";

    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type(SERVER + "HttpExchangeImpl").method("<init>", null).with("Begin");
        weaving.type(SERVER + "HttpsExchangeImpl").method("<init>", null).with("Begin");
        weaving.type("com.sun.net.httpserver.Filter$Chain")
                .method("doFilter", "(Lcom/sun/net/httpserver/HttpExchange;)V")
                .with("Handle");
        weaving.type(SERVER + "ExchangeImpl")
                .method("sendResponseHeaders", "(IJ)V")
                .with("Answer")
                .method("close", "()V")
                .with("Close");
        weaving.type(SERVER + "WriteFinishedEvent").method("<init>", null).with("Finish");
        weaving.type(SERVER + "Event$WriteFinished").method("<init>", null).with("Finish");
        weaving.type(SERVER + "ServerImpl$Exchange")
                .method("run", "()V")
                .with("Leave")
                .method("reject", "(ILjava/lang/String;Ljava/lang/String;)V")
                .with("Refuse")
                .method("sendReply", "(IZLjava/lang/String;)V")
                .with("Reply");
    }

    static void end(Object exchange) {
        Request request = Request.underway(exchange);
        if (request != null) {
            Request.released(exchange);
            request.end();
        }
    }

    /** A request's head has been read, and a context found for it. */
    public static final class Begin {
        /** What the application will get to see is made around the server's exchange. */
        @OnExit
        public static void exit(@This Object self, @Argument(0) Object carrier) {
            HttpExchange exchange = (HttpExchange) self;
            String path = exchange.getRequestURI().getRawPath();
            Request request =
                    Request.start(exchange.getRequestMethod(), path == null ? "/" : path, new InboundHeaders(exchange));
            request.servedByServer();
            request.carriedBy(carrier);
            request.carriedBy(Thread.currentThread());
            request.client(ClientAddress.of(exchange.getRemoteAddress()));
            String context = exchange.getHttpContext().getPath();
            request.mapping(context.equals(path) ? context : context + (context.endsWith("/") ? "*" : "/*"));
            if (Z0.answersWithRequestId()) {
                exchange.getResponseHeaders().set("X-Request-Id", request.requestId());
            }
        }
    }

    /** The filters and the handler are called, each by the one before it. */
    public static final class Handle {
        /** The call begins. */
        @OnEnter
        public static Object enter() {
            Request request = Request.underway(Thread.currentThread());
            if (request == null) {
                return null;
            }
            request.enterServlet();
            return request.attach();
        }

        /** The call ends; the exchange may go on elsewhere. */
        @OnExit
        public static void exit(@Entered Object attached, @Thrown Throwable thrown) {
            if (attached != null) {
                Attachment attachment = (Attachment) attached;
                ((Request) attachment.unit()).leaveServlet(thrown);
                attachment.close();
            }
        }
    }

    /** The application sends the response's head. */
    public static final class Answer {
        /** It is about to be sent, with the body's length: -1 for no body, 0 for one of unknown length. */
        @OnEnter
        public static Object enter(@This Object carrier, @Argument(0) int status, @Argument(1) long length) {
            Request request = Request.underway(carrier);
            if (request != null) {
                request.status(status);
                request.bytes(-1, length == 0 ? -1 : Math.max(0, length));
            }
            return null;
        }
    }

    /** The whole response has been sent. */
    public static final class Finish {
        /** The server gets to know. */
        @OnExit
        public static void exit(@Argument(0) Object carrier) {
            end(carrier);
        }
    }

    /** The application is done with the exchange, answered or not. */
    public static final class Close {
        /** It is closed. */
        @OnExit
        public static void exit(@This Object carrier) {
            end(carrier);
        }
    }

    /** The server's thread is done with what came in. */
    public static final class Leave {
        /** After an exception of the handler nobody else ends the request: the server closes the connection. */
        @OnExit
        public static void exit() {
            Request request = Request.underway(Thread.currentThread());
            if (request != null) {
                Request.released(Thread.currentThread());
                if (request.escaped()) {
                    request.end();
                }
            }
        }
    }

    /** The server itself refuses a request: nothing is there for it, or it is none. */
    public static final class Refuse {
        /** An answer follows. Before Java 17 it can be one to a handler's NumberFormatException. */
        @OnEnter
        public static Object enter(@Argument(0) int status, @Argument(1) Object requestLine) {
            Request request = Request.underway(Thread.currentThread());
            if (request == null) {
                request = refused(String.valueOf(requestLine));
            }
            request.status(status);
            return request.attach();
        }

        /** What is no request line, such as the beginning of a TLS connection, has neither method nor path. */
        private static Request refused(String requestLine) {
            String[] words = requestLine.split(" ");
            if (words.length < 2 || words[0].isEmpty()) {
                return Request.refused(null, null);
            }
            int query = words[1].indexOf('?');
            return Request.refused(words[0], query < 0 ? words[1] : words[1].substring(0, query));
        }

        /** It has been sent. */
        @OnExit
        public static void exit(@Entered Object attached) {
            if (attached != null) {
                Attachment attachment = (Attachment) attached;
                attachment.close();
                attachment.unit().end();
            }
        }
    }

    /** The server's own answer, made as a text: a head and a body. It also asks to continue, before a request begins. */
    public static final class Reply {
        /** The text is complete. */
        @InsteadOfCall(owner = "java.lang.StringBuilder", name = "toString")
        public static String toString(StringBuilder answer) {
            try {
                Request request = Request.currentRequest();
                if (request != null && Z0.answersWithRequestId()) {
                    answer.insert(answer.indexOf("\r\n") + 2, "X-Request-Id: " + request.requestId() + "\r\n");
                }
            } catch (Throwable e) {
                Failures.note("servlet", e);
            }
            return answer.toString();
        }
    }

    private static final class InboundHeaders implements Request.Headers {
        private final HttpExchange exchange;

        InboundHeaders(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        @Override
        public String query() {
            return exchange.getRequestURI().getRawQuery();
        }
    }
}
