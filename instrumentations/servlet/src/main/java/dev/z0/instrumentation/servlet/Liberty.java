package dev.z0.instrumentation.servlet;

import com.ibm.wsspi.http.HttpInboundConnection;
import com.ibm.wsspi.http.HttpRequest;
import com.ibm.wsspi.http.HttpResponse;
import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;

/**
 * Open Liberty's dispatcher, which answers itself what no application is there for. To {@link Servlets} its requests are
 * those of any other container: a missing file is an exception there that the container turns into a 404, and those that
 * become asynchronous end by their listener.
 */
public final class Liberty implements Instrumentation {
    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("com.ibm.ws.http.internal.VirtualHostMap")
                .method("findVirtualHost", null)
                .with("Begin");
        weaving.type("com.ibm.ws.http.dispatcher.internal.channel.HttpDispatcherLink")
                .method("wrapHandlerAndExecute", "(Ljava/lang/Runnable;)V")
                .with("Handle")
                .method("finish", "(Ljava/lang/Exception;)V")
                .with("End");
    }

    /** A request has come in; the link knows it only by now, and opens connections of HTTP/2 before. */
    public static final class Begin {
        /** Its host is looked for. */
        @OnEnter
        public static Object enter(@Argument(1) Object link) {
            if (link instanceof HttpInboundConnection) {
                HttpInboundConnection connection = (HttpInboundConnection) link;
                HttpRequest inbound = connection.getRequest();
                Request request = Request.start(inbound.getMethod(), inbound.getURI(), new InboundHeaders(inbound));
                request.carriedBy(link);
                request.client(connection.getRemoteHostAddress());
                if (Z0.answersWithRequestId()) {
                    connection.getResponse().setHeader("X-Request-Id", request.requestId());
                }
            }
            return null;
        }
    }

    /** There is an application for it. */
    public static final class Handle {
        /** It is called. */
        @OnEnter
        public static Object enter(@This Object link) {
            Request request = Request.underway(link);
            return request == null ? null : request.attach();
        }

        /** It has answered, or will later. */
        @OnExit
        public static void exit(@Entered Object attached) {
            if (attached != null) {
                ((Attachment) attached).close();
            }
        }
    }

    /** The answer is complete; the link may be given the connection's next request before this returns. */
    public static final class End {
        /** It is about to be sent to its end. */
        @OnEnter
        public static Object enter(@This Object link) {
            Request request = Request.underway(link);
            if (request != null) {
                Request.released(link);
                HttpResponse response = ((HttpInboundConnection) link).getResponse();
                if (request.status() == 0 && response != null) {
                    request.status(response.getStatus());
                }
                request.end();
            }
            return null;
        }
    }

    private static final class InboundHeaders implements Request.Headers {
        private final HttpRequest inbound;

        InboundHeaders(HttpRequest inbound) {
            this.inbound = inbound;
        }

        @Override
        public String header(String name) {
            return inbound.getHeader(name);
        }

        @Override
        public String query() {
            return inbound.getQuery();
        }
    }
}
