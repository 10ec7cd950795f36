package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.Response;

/** Grizzly's HTTP server 2.3 to 5, alone, under Jersey, and inside GlassFish and Payara. */
public final class Grizzly implements Instrumentation {
    private static final String SERVER = "org.glassfish.grizzly.http.server.";

    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type(SERVER + "Response")
                .method("initialize", null)
                .with("Begin")
                .method("reset", "()V")
                .with("Reset");
        weaving.subtypesOf(SERVER + "HttpHandler")
                .method(
                        "service",
                        "(Lorg/glassfish/grizzly/http/server/Request;Lorg/glassfish/grizzly/http/server/Response;)V")
                .with("Handle");
        weaving.type(SERVER + "Request").method("onAfterService", "()V").with("End");
        weaving.type("org.glassfish.grizzly.http.HttpServerFilter")
                .method(
                        "onHttpHeaderError",
                        "(Lorg/glassfish/grizzly/http/HttpHeader;Lorg/glassfish/grizzly/filterchain/FilterChainContext;Ljava/lang/Throwable;)V")
                .with("Refuse");
    }

    /** A request has come in. */
    public static final class Begin {
        /** The response is set up, after the request. */
        @OnExit
        public static void exit(@This Object self) {
            Response response = (Response) self;
            org.glassfish.grizzly.http.server.Request inbound = response.getRequest();
            Request request = Request.start(
                    inbound.getMethod().getMethodString(), inbound.getRequestURI(), new InboundHeaders(inbound));
            request.servedByServer();
            request.carriedBy(inbound);
            request.client(inbound.getRemoteAddr());
            answer(response, request);
        }
    }

    /** A handler is called, by whichever thread; it may call others. */
    public static final class Handle {
        /** The call begins. */
        @OnEnter
        public static Object enter(@Argument(0) Object inbound) {
            Request request = Request.underway(inbound);
            return request == null || request == Request.currentRequest() ? null : request.attach();
        }

        /** It ends; the request may go on elsewhere. What it throws becomes an error page, and is only logged. */
        @OnExit
        public static void exit(@Entered Object attached, @Thrown Throwable thrown) {
            if (attached != null) {
                Attachment attachment = (Attachment) attached;
                attachment.close();
                if (thrown != null) {
                    attachment.unit().fail(thrown);
                }
            }
        }
    }

    /** All headers are taken back, for an error page; ours stays. */
    public static final class Reset {
        /** They are gone. */
        @OnExit
        public static void exit(@This Object self) {
            Response response = (Response) self;
            Request request = Request.underway(response.getRequest());
            if (request != null) {
                answer(response, request);
            }
        }
    }

    /** The answer has been sent, or the client has gone. */
    public static final class End {
        /** The server's request is about to be recycled. */
        @OnEnter
        public static Object enter(@This Object self) {
            org.glassfish.grizzly.http.server.Request inbound = (org.glassfish.grizzly.http.server.Request) self;
            Request request = Request.underway(inbound);
            if (request != null) {
                Request.released(inbound);
                request.status(inbound.getResponse().getStatus());
                request.bytes(
                        inbound.getContentLengthLong(), inbound.getResponse().getContentLengthLong());
                request.end();
            }
            return null;
        }
    }

    /** What came in could not be read: it is answered before a handler sees it. */
    public static final class Refuse {
        /** The answer is underway. */
        @OnExit
        public static void exit(@Argument(0) Object head) {
            HttpRequestPacket read = (HttpRequestPacket) head;
            String method = read.getMethod() == null ? null : read.getMethod().getMethodString();
            Request request = Request.refused(method, read.getRequestURI());
            request.client(read.getRemoteAddress());
            request.status(read.getResponse().getStatus());
            request.end();
        }
    }

    static void answer(Response response, Request request) {
        if (Z0.answersWithRequestId()) {
            response.setHeader("X-Request-Id", request.requestId());
        }
    }

    private static final class InboundHeaders implements Request.Headers {
        private final org.glassfish.grizzly.http.server.Request inbound;

        InboundHeaders(org.glassfish.grizzly.http.server.Request inbound) {
            this.inbound = inbound;
        }

        @Override
        public String header(String name) {
            return inbound.getHeader(name);
        }

        @Override
        public String query() {
            return inbound.getQueryString();
        }
    }
}
