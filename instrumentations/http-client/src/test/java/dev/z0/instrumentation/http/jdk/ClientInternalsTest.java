package dev.z0.instrumentation.http.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.id.Trace;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

class ClientInternalsTest {
    private static final HttpRequest REQUEST =
            HttpRequest.newBuilder(URI.create("http://localhost/")).build();

    @Test
    void aHeadKeepsTheLinesThatAreThere() {
        String there = "GET / HTTP/1.1\r\nTraceParent: 00-other\r\nHost: x-request-id: y\r\n";
        StringBuilder head = new StringBuilder(there);
        ClientInternals.Lines lines = new ClientInternals.Lines(REQUEST, head);
        lines.caller(Trace.random(true, null), 7);
        lines.set("tracestate", "a=b");
        lines.set("X-Request-Id", "req_1");
        lines.set("X-Request-Id", "req_2");
        assertEquals(there + "tracestate: a=b\r\nX-Request-Id: req_1\r\n", head.toString());
    }

    @Test
    void aHeadGetsItsTrace() {
        Trace trace = Trace.random(true, null);
        StringBuilder head = new StringBuilder("GET / HTTP/1.1\r\n");
        new ClientInternals.Lines(REQUEST, head).caller(trace, 7);
        assertTrue(head.toString().endsWith("\r\ntraceparent: " + trace.traceparent(7) + "\r\n"), head.toString());
    }
}
