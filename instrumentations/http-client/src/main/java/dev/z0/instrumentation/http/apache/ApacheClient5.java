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
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** Apache HttpClient 5, classic: what {@code execute} does is one call, however often it sends. */
public final class ApacheClient5 implements Instrumentation {
    private static final String CORE = "Lorg/apache/hc/core5/http/";

    @Override
    public String family() {
        return "http-client";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.subtypesOf("org.apache.hc.client5.http.impl.classic.CloseableHttpClient")
                .method(
                        "doExecute",
                        "(" + CORE + "HttpHost;" + CORE + "ClassicHttpRequest;" + CORE + "protocol/HttpContext;)"
                                + "Lorg/apache/hc/client5/http/impl/classic/CloseableHttpResponse;")
                .with("Execute");
        weaving.type("org.apache.hc.core5.http.impl.io.HttpRequestExecutor")
                .method(
                        "execute",
                        "(" + CORE + "ClassicHttpRequest;" + CORE + "io/HttpClientConnection;" + CORE
                                + "io/HttpResponseInformationCallback;" + CORE + "protocol/HttpContext;)" + CORE
                                + "ClassicHttpResponse;")
                .with("Send");
    }

    /** The whole call. */
    public static final class Execute {
        @OnEnter
        public static Object enter(@Argument(0) HttpHost target, @Argument(1) ClassicHttpRequest request) {
            if (!CallDepth.HTTP.enter() || request == null) {
                return null;
            }
            return SyncCall.of(Message5.start(target, request));
        }

        @OnExit
        public static void exit(@Entered Object state, @Returned Object returned, @Thrown Throwable thrown) {
            CallDepth.HTTP.leave();
            if (state == null) {
                return;
            }
            ((SyncCall) state).left(thrown);
            ExternalCall call = ((SyncCall) state).call();
            ClassicHttpResponse response = (ClassicHttpResponse) returned;
            if (response != null) {
                call.responded(response.getCode(), call.llm() == null ? null : new Message5(response));
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
        public static Object enter(@Argument(0) ClassicHttpRequest request) {
            ExternalCall call = SyncCall.current();
            if (call != null && !"CONNECT".equals(request.getMethod())) {
                call.sending();
                Z0.propagation().inject(call, new Message5(request));
                if (call.readsRequest() && call.retries() == 0 && request.getEntity() != null) {
                    request.setEntity(new Sent(request.getEntity(), call));
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

        @Override
        public void close() throws IOException {
            super.close();
            call.end();
        }
    }
}
