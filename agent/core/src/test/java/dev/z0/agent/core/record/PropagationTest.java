package dev.z0.agent.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.config.Settings;
import dev.z0.agent.core.export.Pipeline;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The formats in which a trace travels: those of the settings, in both directions. */
class PropagationTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OPERATION = "op_018f61d5-4c71-7a3e-9b42-6a1f0e8d7c25";
    private static final Map<String, String> INBOUND = Map.of(
            "traceparent",
            "00-" + TRACE + "-b7ad6b7169203331-01",
            "tracestate",
            "vendor=1",
            "baggage",
            "tenant=acme,z0.operation_id=" + OPERATION,
            "X-Request-Id",
            "caller-1");

    private Request request;

    @AfterEach
    void reset() {
        configure(Map.of());
    }

    private static void configure(Map<String, String> environment) {
        Z0.configure(Settings.load(environment, new Properties(), null), new Pipeline(1));
    }

    /** What a call carries that a request with all headers makes. */
    private Map<String, String> sent(String propagators) {
        configure(propagators == null ? Map.of() : Map.of("OTEL_PROPAGATORS", propagators));
        request = Request.start("GET", "/", INBOUND::get);
        Map<String, String> headers = new TreeMap<>();
        try (Attachment attached = request.attach()) {
            ExternalCall call = ExternalCall.start("GET", "http", "localhost", 80, "/");
            Z0.propagation().inject(call, new Propagation.Headers() {
                @Override
                public String get(String name) {
                    return headers.get(name);
                }

                @Override
                public void set(String name, String value) {
                    headers.put(name, value);
                }
            });
            call.end();
        }
        request.end();
        return headers;
    }

    @Test
    void bothByDefault() {
        Map<String, String> headers = sent(null);
        assertEquals(Set.of("traceparent", "tracestate", "baggage", "X-Request-Id"), headers.keySet());
        assertEquals(TRACE, headers.get("traceparent").substring(3, 35));
        assertEquals("vendor=1", headers.get("tracestate"));
        assertEquals(INBOUND.get("baggage"), headers.get("baggage"));
        assertEquals(TRACE, request.trace().text());
        assertEquals(OPERATION, request.callerOperationId());
    }

    @Test
    void traceWithoutBaggage() {
        Map<String, String> headers = sent("tracecontext");
        assertEquals(Set.of("traceparent", "tracestate", "X-Request-Id"), headers.keySet());
        assertEquals(TRACE, request.trace().text());
        assertNull(request.trace().baggage());
        assertNull(request.callerOperationId());
    }

    @Test
    void baggageWithoutTrace() {
        Map<String, String> headers = sent("baggage");
        assertEquals(Set.of("baggage", "X-Request-Id"), headers.keySet());
        assertEquals(0, request.parentSpanId());
        assertEquals(OPERATION, request.callerOperationId());
    }

    @Test
    void neither() {
        assertEquals(Map.of("X-Request-Id", "caller-1"), sent("none"));
        assertEquals(0, request.parentSpanId());
    }
}
