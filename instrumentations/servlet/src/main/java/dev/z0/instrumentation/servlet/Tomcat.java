package dev.z0.instrumentation.servlet;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import java.nio.charset.StandardCharsets;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Response;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;

/**
 * Tomcat 8.5 to 11, alone and inside other servers, at the adapter that every request of every protocol passes: also
 * those that no servlet sees, such as a bad request line or an unknown application.
 */
public final class Tomcat implements Instrumentation {
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"};
    private static final String BOTH = "(Lorg/apache/coyote/Request;Lorg/apache/coyote/Response;";

    @Override
    public String family() {
        return "servlet";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("org.apache.catalina.connector.CoyoteAdapter")
                .method("service", BOTH + ")V")
                .with("Service")
                .method("asyncDispatch", null)
                .with("AsyncDispatch")
                .method("log", BOTH + "J)V")
                .with("Refused");
    }

    /** A request comes in. */
    public static final class Service {
        private static final byte[] HEADER = "X-Request-Id".getBytes(StandardCharsets.ISO_8859_1);

        /** It begins. */
        @OnEnter
        public static Object enter(@Argument(0) Object coyote, @Argument(1) Object response) {
            org.apache.coyote.Request inbound = (org.apache.coyote.Request) coyote;
            Request request = begin(inbound);
            if (Z0.answersWithRequestId()) {
                byte[] id = request.requestId().getBytes(StandardCharsets.ISO_8859_1);
                // As bytes: Tomcat would convert texts, by detours, for each response.
                ((Response) response)
                        .getMimeHeaders()
                        .addValue(HEADER, 0, HEADER.length)
                        .setBytes(id, 0, id.length);
            }
            return request.attach();
        }

        /** It ends, unless it has become asynchronous. */
        @OnExit
        public static void exit(
                @Entered Object attached,
                @Argument(0) Object coyote,
                @Argument(1) Object response,
                @Thrown Throwable thrown) {
            leave(attached, (org.apache.coyote.Request) coyote, (Response) response, thrown);
        }
    }

    /** Something happens to an asynchronous request: it is dispatched, completed, timed out, or its client has gone. */
    public static final class AsyncDispatch {
        /** It begins. */
        @OnEnter
        public static Object enter(@Argument(0) Object coyote) {
            Request request = Request.underway(coyote);
            return request == null ? null : request.attach();
        }

        /** It ends, and the request too unless it is still asynchronous. */
        @OnExit
        public static void exit(
                @Entered Object attached,
                @Argument(0) Object coyote,
                @Argument(1) Object response,
                @Thrown Throwable thrown) {
            leave(attached, (org.apache.coyote.Request) coyote, (Response) response, thrown);
        }
    }

    /** The connector refuses a request before anything gets to see it. */
    public static final class Refused {
        private static final int SWITCHING_PROTOCOLS = 101;

        /** It is only logged, as is a request that comes in again as the first one of HTTP/2. */
        @OnEnter
        public static Object enter(@Argument(0) Object coyote, @Argument(1) Object response) {
            if (Request.currentRequest() == null && ((Response) response).getStatus() != SWITCHING_PROTOCOLS) {
                org.apache.coyote.Request inbound = (org.apache.coyote.Request) coyote;
                finish(begin(inbound), inbound, (Response) response);
            }
            return null;
        }
    }

    static Request begin(org.apache.coyote.Request inbound) {
        Request request =
                Request.start(method(inbound.method()), path(inbound.requestURI()), new InboundHeaders(inbound));
        request.servedByServer();
        return request;
    }

    /** Tomcat would make a new text for each question. */
    private static String method(MessageBytes bytes) {
        for (String known : METHODS) {
            if (bytes.equals(known)) {
                return known;
            }
        }
        return bytes.isNull() ? "_OTHER" : bytes.toString();
    }

    private static String path(MessageBytes bytes) {
        if (bytes.getType() != MessageBytes.T_BYTES) {
            return bytes.isNull() ? "/" : bytes.toString();
        }
        ByteChunk chunk = bytes.getByteChunk();
        return new String(chunk.getBuffer(), chunk.getStart(), chunk.getLength(), StandardCharsets.ISO_8859_1);
    }

    static void leave(Object attached, org.apache.coyote.Request inbound, Response response, Throwable thrown) {
        if (attached == null) {
            return;
        }
        Attachment attachment = (Attachment) attached;
        Request request = (Request) attachment.unit();
        attachment.close();
        if (thrown != null) {
            request.fail(thrown);
        }
        if (isAsync(inbound)) {
            request.async();
            request.carriedBy(inbound);
        } else {
            finish(request, inbound, response);
        }
    }

    /** By now the container has recycled its request, unless it is still in use. */
    private static boolean isAsync(org.apache.coyote.Request inbound) {
        Object catalina = inbound.getNote(1);
        return catalina instanceof org.apache.catalina.connector.Request
                && ((org.apache.catalina.connector.Request) catalina).isAsync();
    }

    static void finish(Request request, org.apache.coyote.Request inbound, Response response) {
        if (request.isAsync()) {
            Request.released(inbound);
        }
        if (request.client() == null) { // no servlet saw it
            inbound.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, inbound);
            request.client(inbound.remoteAddr().toString());
        }
        request.status(response.getStatus());
        request.bytes(Math.max(contentLength(inbound), inbound.getBytesRead()), response.getBytesWritten(false));
        request.end();
    }

    /** Tomcat reads the header again for each question, also where it refused the request for it. */
    private static long contentLength(org.apache.coyote.Request inbound) {
        try {
            return inbound.getContentLengthLong();
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private static final class InboundHeaders implements Request.Headers {
        private final org.apache.coyote.Request inbound;

        InboundHeaders(org.apache.coyote.Request inbound) {
            this.inbound = inbound;
        }

        @Override
        public String header(String name) {
            return inbound.getHeader(name);
        }

        @Override
        public String query() {
            return inbound.queryString().toString();
        }
    }
}
