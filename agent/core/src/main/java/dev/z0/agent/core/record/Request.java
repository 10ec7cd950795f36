package dev.z0.agent.core.record;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.id.Ids;
import dev.z0.agent.core.id.Trace;
import dev.z0.agent.core.naming.Routes;
import io.opentelemetry.api.trace.SpanKind;

/** One inbound HTTP request. */
public final class Request extends Summary {
    private final String requestId;
    private final String parentRequestId;
    private final String method;
    private final String path;
    private volatile String route;
    private volatile int status;
    private volatile boolean async;
    private long bytesIn = -1;
    private long bytesOut = -1;
    private String client;
    private String user;
    private String session;

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
    }

    /** A request has come in. Its ids come from its headers, as far as those are valid and trusted. */
    public static Request start(String method, String path, Headers headers) {
        String inbound = headers.header("X-Request-Id");
        boolean valid = isRequestId(inbound);
        boolean kept = valid && Z0.trustsRequestIds();
        String traceparent = headers.header("traceparent");
        String baggage = headers.header("baggage");
        Trace trace = traceparent == null ? null : Trace.parse(traceparent, headers.header("tracestate"), baggage);
        boolean sampled = Z0.sampler().sample(trace);
        if (trace == null) {
            trace = Trace.random(sampled, baggage);
            traceparent = null;
        } else {
            trace = trace.sampledAs(sampled);
        }
        Z0.activeRequests().increment();
        return new Request(
                trace,
                traceparent == null ? 0 : Trace.parentOf(traceparent),
                method,
                path,
                kept ? inbound : Ids.request(),
                valid && !kept ? inbound : null);
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

    /** The pattern that the path matched, or one guessed from the path. */
    public String route() {
        String known = route;
        return known == null ? Routes.templateOf(path) : known;
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
        user = id;
    }

    /** Who asked, or null. */
    public String user() {
        return user;
    }

    /** The session, hashed, or null. */
    public void session(String hashed) {
        session = hashed;
    }

    /** The session, hashed, or null. */
    public String session() {
        return session;
    }

    @Override
    public boolean failed() {
        return status >= 500;
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
        out.put(Attribute.URL_PATH, path);
        out.put(Attribute.HTTP_STATUS, (long) status);
        out.put(Attribute.CLIENT_ADDRESS, client);
        out.put(Attribute.REQUEST_ID, requestId);
        out.put(Attribute.TENANT_ID, tenant());
        out.put(Attribute.USER_ID, user);
        if (failed()) {
            out.put(
                    Attribute.ERROR_TYPE,
                    failure() == null
                            ? Integer.toString(status)
                            : failure().getClass().getName());
        }
    }
}
