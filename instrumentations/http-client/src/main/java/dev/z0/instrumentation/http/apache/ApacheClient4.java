package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.support.CallDepth;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import dev.z0.instrumentation.http.RequestStream;
import dev.z0.instrumentation.http.ResponseStream;
import dev.z0.instrumentation.http.SyncCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.entity.HttpEntityWrapper;

/** Apache HttpClient 4: what {@code execute} does is one call, however often it sends. */
public final class ApacheClient4 implements Instrumentation {
    private static final String CORE = "Lorg/apache/http/";

    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.subtypesOf("org.apache.http.impl.client.CloseableHttpClient")
                .method(
                        "doExecute",
                        "(" + CORE + "HttpHost;" + CORE + "HttpRequest;" + CORE + "protocol/HttpContext;)" + CORE
                                + "client/methods/CloseableHttpResponse;")
                .with("Execute");
        weaving.type("org.apache.http.protocol.HttpRequestExecutor")
                .method(
                        "execute",
                        "(" + CORE + "HttpRequest;" + CORE + "HttpClientConnection;" + CORE + "protocol/HttpContext;)"
                                + CORE + "HttpResponse;")
                .with("Send");
    }

    /** The whole call. */
    public static final class Execute {
        @OnEnter
        public static Object enter(@Argument(0) HttpHost target, @Argument(1) HttpRequest request) {
            if (!CallDepth.HTTP.enter() || request == null) {
                return null;
            }
            return SyncCall.of(Message4.start(target, request));
        }

        @OnExit
        public static void exit(@Entered Object state, @Returned Object returned, @Thrown Throwable thrown) {
            CallDepth.HTTP.leave();
            if (state == null) {
                return;
            }
            ((SyncCall) state).left(thrown);
            ExternalCall call = ((SyncCall) state).call();
            HttpResponse response = (HttpResponse) returned;
            if (response != null) {
                call.responded(
                        response.getStatusLine().getStatusCode(), call.llm() == null ? null : new Message4(response));
                HttpEntity entity = response.getEntity();
                if (entity == null) {
                    call.end();
                } else {
                    response.setEntity(new Received(entity, call));
                    call.handedOut();
                }
            }
        }
    }

    /** Each time that the request is sent: a copy that the client has made, unlike the application's own. */
    public static final class Send {
        @OnEnter
        public static Object enter(@Argument(0) HttpRequest request) {
            ExternalCall call = SyncCall.current();
            if (call == null || "CONNECT".equals(request.getRequestLine().getMethod())) {
                return null;
            }
            call.sending();
            Z0.propagation().inject(call, new Message4(request));
            if (call.readsRequest() && call.retries() == 0 && request instanceof HttpEntityEnclosingRequest) {
                HttpEntityEnclosingRequest enclosing = (HttpEntityEnclosingRequest) request;
                if (enclosing.getEntity() != null) {
                    enclosing.setEntity(new Sent(enclosing.getEntity(), call));
                }
            }
            return null;
        }
    }

    private static final class Sent extends HttpEntityWrapper {
        private final ExternalCall call;

        Sent(HttpEntity entity, ExternalCall call) {
            super(entity);
            this.call = call;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            super.writeTo(new RequestStream(out, call));
        }
    }

    private static final class Received extends HttpEntityWrapper {
        private final ExternalCall call;

        Received(HttpEntity entity, ExternalCall call) {
            super(entity);
            this.call = call;
        }

        @Override
        public InputStream getContent() throws IOException {
            InputStream in = super.getContent();
            return in == null ? null : new ResponseStream(in, call, null);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            ResponseStream.copy(getContent(), out);
        }
    }
}
