package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.id.Baggage;
import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.id.Trace;
import dev.z0.agent.core.naming.Routes;
import dev.z0.agent.core.redact.Redactor;
import dev.z0.agent.core.who.Clues;
import io.opentelemetry.api.trace.SpanKind;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/** One inbound HTTP request. */
public final class Request extends Summary {
    /** Objects that stand for one request, of which its end is told. */
    private static final int MOST_CARRIERS = 1_000;

    private final String requestId;
    private final String parentRequestId;
    private final String method;
    private final String path;
    private volatile String mapping;
    private volatile String route;
    private volatile int status;
    private volatile boolean async;
    private volatile boolean escaped;
    private volatile boolean servedByServer;
    private volatile boolean listenedTo;
    private int depth;
    private String callerOperationId;
    private long bytesIn = -1;
    private long bytesOut = -1;
    private String client;
    private List<Reference<?>> carriers;

    private Request(
            Trace trace, long parentSpanId, String method, String path, String requestId, String parentRequestId) {
        super(trace, parentSpanId);
        this.method = method;
        this.path = path;
        this.requestId = requestId;
        this.parentRequestId = parentRequestId;
    }

    /** Looks an inbound header up by its name; null where there is none. */
    public interface Headers {
        /** The header's value. */
        String header(String name);

        /** The query string as it was sent; null for none. */
        default String query() {
            return null;
        }
    }

    /** A request has come in. Its ids come from its headers, as far as those are valid and trusted. */
    public static Request start(String method, String path, Headers headers) {
        String inbound = headers.header("X-Request-Id");
        boolean valid = isRequestId(inbound);
        boolean kept = valid && Z0.trustsRequestIds();
        Propagation formats = Z0.propagation();
        String traceparent = formats.readsTrace() ? headers.header("traceparent") : null;
        String baggage = formats.readsBaggage() ? headers.header("baggage") : null;
        String state = traceparent == null ? null : headers.header("tracestate");
        Trace trace = traceparent == null ? null : Trace.parse(traceparent, state, baggage);
        boolean sampled = Z0.sampler().sample(trace);
        if (trace == null) {
            trace = Trace.random(sampled, baggage);
            traceparent = null;
        } else {
            trace = trace.sampledAs(sampled);
        }
        Z0.activeRequests().increment();
        Request request = new Request(
                trace,
                traceparent == null ? 0 : Trace.parentOf(traceparent),
                method,
                path,
                kept ? inbound : Ids.request(),
                valid && !kept ? inbound : null);
        request.callerOperationId = Baggage.operationId(baggage);
        request.identity().lookAtHead(new FirstClues(path, headers));
        return request;
    }

    /**
     * What came in could not be read as a request, and the server refuses it. What is null or empty was not to be read;
     * headers are not asked.
     */
    public static Request refused(String method, String path) {
        Request request = start(isNothing(method) ? "_OTHER" : method, isNothing(path) ? "/" : path, name -> null);
        request.servedByServer();
        return request;
    }

    private static boolean isNothing(String text) {
        return text == null || text.isEmpty();
    }

    /** The request that the server carries in this object, or null. */
    public static Request underway(Object carrier) {
        Summary unit = carriedIn(carrier);
        return unit instanceof Request ? (Request) unit : null;
    }

    /**
     * As {@link #carriedBy}, until this request ends: for objects that are made anew for each request. A busy server makes
     * more of them than there is room for before any is collected.
     */
    public synchronized void carriedWhileOpen(Object carrier) {
        Reference<?> noted = ended() ? null : UNDERWAY.note(carrier, this);
        if (noted != null) {
            carriers = carriers == null ? new ArrayList<>(2) : carriers;
            if (carriers.size() < MOST_CARRIERS) {
                carriers.add(noted);
            }
        }
    }

    private synchronized void releaseAll() {
        if (carriers != null) {
            for (Reference<?> carrier : carriers) {
                UNDERWAY.forget(carrier, this);
            }
            carriers = null;
        }
    }

    /** The server's object no longer stands for this request: it may soon carry another. */
    public static void released(Object carrier) {
        UNDERWAY.remove(carrier);
    }

    /** The request that the current thread works for, or null. */
    public static Request currentRequest() {
        return Enclosing.request(SpanRecord.current());
    }

    /** The server itself is hooked and ends the request; where only servlets are, they have to. */
    public void servedByServer() {
        servedByServer = true;
    }

    /** Whether the server itself ends the request. */
    public boolean isServedByServer() {
        return servedByServer;
    }

    /** A filter or servlet takes the request over from the one around it. Answers whether it is the outermost. */
    public synchronized boolean enterServlet() {
        return depth++ == 0;
    }

    /** The filter or servlet is done with it. An exception that leaves the outermost one has escaped the application. */
    public synchronized void leaveServlet(Throwable thrown) {
        depth--;
        if (thrown != null) {
            fail(thrown);
            escaped |= depth == 0;
        }
    }

    /** Whether an exception left the application, for the server to deal with. */
    public boolean escaped() {
        return escaped;
    }

    private static boolean isRequestId(String id) {
        if (id == null || id.isEmpty() || id.length() > 128) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean fine =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._:=+/-".indexOf(c) >= 0;
            if (!fine) {
                return false;
            }
        }
        return true;
    }

    /** The id that the line, the response and outgoing calls carry. */
    public String requestId() {
        return requestId;
    }

    /** The id of the operation that this request was made in, elsewhere; null for none. */
    public String callerOperationId() {
        return callerOperationId;
    }

    /** The id that the caller sent where it wasn't taken over, or null. */
    public String parentRequestId() {
        return parentRequestId;
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** The path with the context path, without query; not redacted. */
    public String path() {
        return path;
    }

    /** The pattern that the path matched, as far as known: the last one said wins. */
    public void route(String pattern) {
        if (pattern != null) {
            route = pattern;
        }
    }

    /** The pattern of the servlet mapping that the path matched: the route, until a framework tells a better one. */
    public void mapping(String pattern) {
        mapping = pattern;
    }

    /** Whether a mapping or route is known. */
    public boolean hasRoute() {
        return mapping != null || route != null;
    }

    /** Whether a framework told the route. */
    public boolean isRouted() {
        return route != null;
    }

    /**
     * The pattern that the path matched. Where only a mapping of many paths is known, the path without its ids says
     * more, unless nothing was found there: then the path may be anything.
     */
    public String route() {
        String known = route == null ? mapping : route;
        if (known == null || known.endsWith("/*") && route == null) {
            return status == 404 ? known == null ? "/*" : known : Routes.templateOf(path);
        }
        return known;
    }

    /** A listener was added that ends the request. */
    public void listenedTo() {
        listenedTo = true;
    }

    /** Whether a listener was added that ends the request. */
    public boolean isListenedTo() {
        return listenedTo;
    }

    /** The response's status. */
    public void status(int code) {
        status = code;
    }

    /** The response's status. */
    public int status() {
        return status;
    }

    /** The request went on after its first thread had left it. */
    public void async() {
        async = true;
    }

    /** Whether the request went on after its first thread had left it. */
    public boolean isAsync() {
        return async;
    }

    /** Sizes of the bodies in bytes; -1 where not known. */
    public void bytes(long in, long out) {
        bytesIn = in;
        bytesOut = out;
    }

    /** The request body's size, or -1. */
    public long bytesIn() {
        return bytesIn;
    }

    /** The response body's size, or -1. */
    public long bytesOut() {
        return bytesOut;
    }

    /** The client's address. */
    public void client(String address) {
        client = address;
    }

    /** The client's address, or null. */
    public String client() {
        return client;
    }

    /** Who asked, or null. */
    public void user(String id) {
        identity().user(id);
    }

    /** Who asked, or null. */
    public String user() {
        return identity().user();
    }

    /** The session, hashed, or null. */
    public void session(String hashed) {
        identity().session(hashed);
    }

    /** The session, hashed, or null. */
    public String session() {
        return identity().session();
    }

    /** The server takes it for another one that it begins anew: this one ends and leaves no trace. */
    public void abandon() {
        if (drop()) {
            releaseAll();
            Z0.activeRequests().decrement();
        }
    }

    @Override
    void handOver() {
        releaseAll();
        Z0.activeRequests().decrement();
        super.handOver();
    }

    @Override
    public boolean failed() {
        return status >= 500 || escaped;
    }

    @Override
    public String name() {
        return Routes.webName(method, route());
    }

    @Override
    public SpanKind kind() {
        return SpanKind.SERVER;
    }

    @Override
    public void attributes(AttributeSink out) {
        out.put(Attribute.HTTP_METHOD, Routes.methodLabel(method));
        out.put(Attribute.HTTP_ROUTE, route());
        out.put(Attribute.URL_PATH, Redactor.path(path));
        out.put(Attribute.HTTP_STATUS, status);
        out.put(Attribute.CLIENT_ADDRESS, client);
        out.put(Attribute.REQUEST_ID, requestId);
        out.put(Attribute.TENANT_ID, tenant());
        out.put(Attribute.USER_ID, user());
        notes(out);
        out.put(Attribute.ERROR_TYPE, errorType());
    }

    @Override
    public String errorType() {
        return !failed() ? null : failure() == null ? Integer.toString(status) : super.errorType();
    }

    /** What the head of a request tells, before anything else is known of it. */
    private static final class FirstClues extends Clues {
        private final String path;
        private final Headers headers;

        FirstClues(String path, Headers headers) {
            this.path = path;
            this.headers = headers;
        }

        @Override
        public String header(String name) {
            return headers.header(name);
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public String query() {
            return headers.query();
        }
    }
}
