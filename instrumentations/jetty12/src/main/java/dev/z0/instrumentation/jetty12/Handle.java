package dev.z0.instrumentation.jetty12;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;

/** Advice for Jetty 12's server, which every request passes first, whichever servlet API it will meet. */
public final class Handle {
    private Handle() {}

    /** A request comes in. */
    @OnEnter
    public static Object enter(@Argument(0) Object inbound, @Argument(1) Object outbound) {
        org.eclipse.jetty.server.Request jetty = (org.eclipse.jetty.server.Request) inbound;
        Response response = (Response) outbound;
        Request request = Request.start(jetty.getMethod(), jetty.getHttpURI().getPath(), new InboundHeaders(jetty));
        request.servedByServer();
        org.eclipse.jetty.server.Request.addCompletionListener(jetty, new End(request, jetty, response));
        if (Z0.answersWithRequestId()) {
            response.getHeaders().put("X-Request-Id", request.requestId());
        }
        return request.attach();
    }

    /** The first thread is done with it. */
    @OnExit
    public static void exit(@Entered Object attached) {
        if (attached != null) {
            ((Attachment) attached).close();
        }
    }

    private static final class InboundHeaders implements Request.Headers {
        private final org.eclipse.jetty.server.Request jetty;

        InboundHeaders(org.eclipse.jetty.server.Request jetty) {
            this.jetty = jetty;
        }

        @Override
        public String header(String name) {
            return jetty.getHeaders().get(name);
        }

        @Override
        public String query() {
            return jetty.getHttpURI().getQuery();
        }
    }

    /** The answer has been sent, or has failed. */
    private static final class End implements Consumer<Throwable> {
        private final Request request;
        private final org.eclipse.jetty.server.Request jetty;
        private final Response response;

        End(Request request, org.eclipse.jetty.server.Request jetty, Response response) {
            this.request = request;
            this.jetty = jetty;
            this.response = response;
        }

        @Override
        public void accept(Throwable failure) {
            if (failure != null) {
                request.fail(failure);
            }
            if (request.client() == null) { // no servlet saw it
                request.client(org.eclipse.jetty.server.Request.getRemoteAddr(jetty));
            }
            request.status(response.getStatus());
            request.bytes(
                    org.eclipse.jetty.server.Request.getContentBytesRead(jetty),
                    Response.getContentBytesWritten(response));
            request.end();
        }
    }
}
