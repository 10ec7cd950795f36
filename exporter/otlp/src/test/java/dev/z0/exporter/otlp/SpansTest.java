package dev.z0.exporter.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.z0.agent.core.naming.SqlStatement;
import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.ExternalCall;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.record.Query;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanEvent;
import dev.z0.agent.core.record.SpanLink;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a collector is told of the spans that z0 recorded. */
class SpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    private Receiver receiver;
    private Service service;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        service = new Service(
                "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint(),
                "OTEL_RESOURCE_ATTRIBUTES", "service.version=1.4.2,deployment.environment.name=staging",
                "Z0_TENANT", "header:X-Tenant-Id");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    /** The spans sent so far, by name. */
    private Map<String, Span> sent() throws InterruptedException {
        service.flush();
        Map<String, Span> spans = new TreeMap<>();
        for (Span span : receiver.next().spans()) {
            assertEquals(null, spans.put(span.getName(), span), "twice: " + span.getName());
        }
        return spans;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** The attributes as text; fails where a key is there twice. */
    private static Map<String, String> attributes(List<KeyValue> list) {
        Map<String, String> attributes = new TreeMap<>();
        for (KeyValue pair : list) {
            AnyValue value = pair.getValue();
            String text = value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
            assertEquals(null, attributes.put(pair.getKey(), text), "twice: " + pair.getKey());
        }
        return attributes;
    }

    private static Map<String, String> attributes(Span span) {
        return attributes(span.getAttributesList());
    }

    @Test
    void aRequestIsPartOfItsCallersTrace() throws Exception {
        long before = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        Request request = Service.inbound(
                "POST",
                "/api/tickets/42/lines",
                "traceparent",
                "00-" + TRACE + "-" + CALLER + "-01",
                "tracestate",
                "vendor=a1");
        ExternalCall[] call = new ExternalCall[1];
        Query[] query = new Query[1];
        Service.answered(request, 200, () -> {
            query[0] = Service.query("SELECT * FROM facts WHERE tenant = 'acme'");
            call[0] = ExternalCall.start("POST", "https", "api.stripe.com", -1, "/v1/charges");
            call[0].responded(200, name -> null);
            call[0].end();
        });
        Map<String, Span> spans = sent();
        long after = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() + 1);
        assertEquals(3, spans.size());
        Span server = spans.get("z0.web.tickets.post_lines");
        Span database = spans.get("z0.postgresql.query.facts_by_tenant");
        Span client = spans.get("z0.external.stripe.create_charge");
        assertEquals(Span.SpanKind.SPAN_KIND_SERVER, server.getKind());
        assertEquals(Span.SpanKind.SPAN_KIND_CLIENT, database.getKind());
        assertEquals(Span.SpanKind.SPAN_KIND_CLIENT, client.getKind());
        assertEquals(CALLER, hex(server.getParentSpanId()));
        assertEquals(request.spanId(), Long.parseUnsignedLong(hex(server.getSpanId()), 16));
        assertEquals(query[0].spanId(), Long.parseUnsignedLong(hex(database.getSpanId()), 16));
        assertEquals(call[0].spanId(), Long.parseUnsignedLong(hex(client.getSpanId()), 16));
        for (Span span : spans.values()) {
            assertEquals(TRACE, hex(span.getTraceId()));
            assertEquals(StatusCode.STATUS_CODE_UNSET, span.getStatus().getCode());
            assertEquals(span == server ? 0x301 : 0x101, span.getFlags(), "sampled, and where its parent is");
            assertEquals("vendor=a1", span.getTraceState());
            assertTrue(span.getStartTimeUnixNano() <= span.getEndTimeUnixNano());
            if (span != server) {
                assertEquals(server.getSpanId(), span.getParentSpanId());
                assertTrue(span.getStartTimeUnixNano() >= server.getStartTimeUnixNano());
                assertTrue(span.getEndTimeUnixNano() <= server.getEndTimeUnixNano());
            }
        }
        long slack = TimeUnit.SECONDS.toNanos(1); // the monotonic clock and the wall clock may drift apart
        assertTrue(server.getStartTimeUnixNano() >= before - slack);
        assertTrue(server.getEndTimeUnixNano() <= after + slack);
        assertEquals(
                request.durationNanos(),
                server.getEndTimeUnixNano() - server.getStartTimeUnixNano(),
                "to the nanosecond");
    }

    @Test
    void aRequestWithoutCallerBeginsATrace() throws Exception {
        Request request = Service.request();
        Span span = sent().get("z0.web.tickets.get");
        assertTrue(span.getParentSpanId().isEmpty());
        assertEquals(request.trace().text(), hex(span.getTraceId()));
    }

    @Test
    void aRequestsAttributes() throws Exception {
        Request request = Service.inbound("GET", "/api/users/bob@example.com/orders", "X-Tenant-Id", "acme");
        request.route("/api/users/{email}/orders");
        request.client("192.0.2.7");
        request.user("u-17");
        Service.answered(request, 404, () -> {});
        Map<String, String> attributes = attributes(sent().get("z0.web.users.get_orders"));
        assertEquals(
                Map.of(
                        "http.request.method", "GET",
                        "http.route", "/api/users/{email}/orders",
                        "url.path", "/api/users/{id}/orders",
                        "http.response.status_code", "404",
                        "client.address", "192.0.2.7",
                        "z0.request_id", request.requestId(),
                        "z0.tenant_id", "acme",
                        "z0.user_id", "u-17"),
                attributes);
    }

    @Test
    void innerSpansNameTheirRequestAndTenant() throws Exception {
        Request request = Service.inbound("GET", "/api/tickets", "X-Tenant-Id", "acme");
        Service.answered(request, 200, () -> {
            Service.query("SELECT * FROM facts WHERE id = 4711");
            ExternalCall call = ExternalCall.start("GET", "https", "crm.example.com", 8443, "/people/bob@example.com");
            call.retried();
            call.responded(200, name -> null);
            call.end();
        });
        Map<String, Span> spans = sent();
        assertEquals(
                Map.of(
                        "db.system.name", "postgresql",
                        "db.namespace", "shop",
                        "server.address", "db.example",
                        "server.port", "5432",
                        "db.query.text", "SELECT * FROM facts WHERE id = ?",
                        "db.operation.name", "SELECT",
                        "db.collection.name", "facts",
                        "z0.request_id", request.requestId(),
                        "z0.tenant_id", "acme"),
                attributes(spans.remove("z0.postgresql.query.facts_by_id")));
        spans.remove("z0.web.tickets.get");
        assertEquals(
                Map.of(
                        "http.request.method", "GET",
                        "server.address", "crm.example.com",
                        "server.port", "8443",
                        "url.full", "https://crm.example.com:8443/people/{id}",
                        "http.response.status_code", "200",
                        "http.request.resend_count", "1",
                        "z0.request_id", request.requestId(),
                        "z0.tenant_id", "acme"),
                attributes(spans.values().iterator().next()));
    }

    @Test
    void secretsInUrlsAreNotSent() throws Exception {
        String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
        Service.answered(Service.inbound("GET", "/reset/" + token), 200, () -> {
            ExternalCall call = ExternalCall.start("GET", "https", "crm.example.com", -1, "/in/" + token + "?key=hush");
            call.responded(200, name -> null);
            call.end();
        });
        service.flush();
        String all = receiver.next().traces.toString();
        assertTrue(all.contains("/reset/{id}"), all);
        assertTrue(all.contains("https://crm.example.com/in/{id}"), all);
        assertFalse(all.contains("eyJ"), all);
        assertFalse(all.contains("hush"), all);
    }

    @Test
    void anOperationInsideARequest() throws Exception {
        Request request = Service.inbound("GET", "/api/tickets", "X-Tenant-Id", "acme");
        Operation[] operation = new Operation[1];
        Service.answered(request, 200, () -> {
            operation[0] = Operation.start("z0.app.router.route");
            try (Attachment attached = operation[0].attach()) {
                Service.query("SELECT * FROM facts WHERE id = 1");
            }
            operation[0].end();
        });
        Map<String, Span> spans = sent();
        Span outer = spans.get("z0.app.router.route");
        Span inner = spans.get("z0.postgresql.query.facts_by_id");
        assertEquals(Span.SpanKind.SPAN_KIND_INTERNAL, outer.getKind());
        assertEquals(spans.get("z0.web.tickets.get").getSpanId(), outer.getParentSpanId());
        assertEquals(outer.getSpanId(), inner.getParentSpanId());
        Map<String, String> ids = Map.of(
                "z0.operation_id", operation[0].operationId(),
                "z0.request_id", request.requestId(),
                "z0.tenant_id", "acme");
        assertEquals(ids, attributes(outer));
        assertTrue(attributes(inner).entrySet().containsAll(ids.entrySet()), inner.toString());
    }

    @Test
    void valuesOfAllTypesAndLengthsArriveAsTheyAre() throws Exception {
        Operation operation = Operation.start("z0.app.router.route");
        String longText = "ein Käse für 3 €, 🧀 ".repeat(2_000);
        operation.note("long_text", longText);
        operation.note("no_text", "");
        operation.note("half_a_pair", "a\ud83eb");
        operation.note("negative", -17L);
        operation.note("large", Long.MAX_VALUE);
        operation.note("ratio", 0.1);
        operation.note("yes", true);
        operation.note("no", false);
        operation.end();
        Map<String, AnyValue> values = new TreeMap<>();
        sent().get("z0.app.router.route")
                .getAttributesList()
                .forEach(pair -> values.put(pair.getKey(), pair.getValue()));
        assertEquals(longText, values.get("long_text").getStringValue());
        assertTrue(values.get("no_text").hasStringValue());
        assertEquals("a?b", values.get("half_a_pair").getStringValue());
        assertEquals(-17, values.get("negative").getIntValue());
        assertEquals(Long.MAX_VALUE, values.get("large").getIntValue());
        assertEquals(0.1, values.get("ratio").getDoubleValue());
        assertTrue(values.get("yes").getBoolValue());
        assertTrue(values.get("no").hasBoolValue() && !values.get("no").getBoolValue());
    }

    @Test
    void aSpanThatCannotBeWrittenCostsNoOther() throws Exception {
        Operation broken = Operation.start("z0.app.router.broken");
        broken.note("neither text nor number", new Object());
        broken.end();
        Operation.start("z0.app.router.route").end();
        assertEquals(Set.of("z0.app.router.route"), sent().keySet());
        assertEquals(1, service.exporter.dropped());
    }

    @Test
    void aCronRun() throws Exception {
        CronRun run = CronRun.start(new Job("shop.Reconciler", "dailyReconciliation", "0 0 3 * * *"), -1);
        run.tenant("acme");
        try (Attachment attached = run.attach()) {
            Service.query("DELETE FROM facts WHERE id = 1");
        }
        run.end(null, new IllegalStateException("no facts for bob@example.com"));
        Map<String, Span> spans = sent();
        Span root = spans.get("z0.cron.reconciler.daily_reconciliation");
        assertEquals(Span.SpanKind.SPAN_KIND_INTERNAL, root.getKind());
        assertTrue(root.getParentSpanId().isEmpty());
        assertEquals(
                Map.of(
                        "z0.run_id",
                        run.runId(),
                        "z0.operation_id",
                        run.operationId(),
                        "z0.tenant_id",
                        "acme",
                        "error.type",
                        "java.lang.IllegalStateException"),
                attributes(root));
        assertEquals(StatusCode.STATUS_CODE_ERROR, root.getStatus().getCode());
        assertEquals("no facts for [redacted:email]", root.getStatus().getMessage());
        spans.remove(root.getName());
        Span inner = spans.values().iterator().next();
        assertEquals(root.getSpanId(), inner.getParentSpanId());
        assertEquals(run.operationId(), attributes(inner).get("z0.operation_id"));
        assertEquals("acme", attributes(inner).get("z0.tenant_id"));
    }

    @Test
    void errorsAreThoseOfTheLine() throws Exception {
        Throwable refused = new SQLException("Duplicate entry 'bob' for key 'users.email'", "23000");
        Request request = Service.inbound("GET", "/api/tickets");
        request.fail(new CompletionException(new UndeclaredThrowableException(refused)));
        Service.answered(request, 500, () -> {
            Query query = Query.start(Service.DATABASE, SqlStatement.of("DELETE FROM facts"));
            query.fail(refused);
            query.end();
            ExternalCall call = ExternalCall.start("POST", "https", "api.stripe.com", -1, "/v1/charges");
            call.fail(new ExecutionException(new IOException("reset")));
            call.end();
        });
        Map<String, Span> spans = sent();
        assertEquals(
                "java.io.IOException",
                attributes(spans.get("z0.external.stripe.create_charge")).get("error.type"));
        for (String name : List.of("z0.web.tickets.get", "z0.postgresql.write.delete_facts")) {
            Span span = spans.get(name);
            assertEquals("java.sql.SQLException", attributes(span).get("error.type"));
            assertEquals(
                    "Duplicate entry '?' for key 'users.email'",
                    span.getStatus().getMessage());
        }
    }

    @Test
    void failuresAreErrorsWithoutPersonalData() throws Exception {
        Request request = Service.inbound("GET", "/api/tickets");
        request.fail(new IllegalArgumentException("bad card 4111 1111 1111 1111"));
        Service.answered(request, 500, () -> {
            Query query = Query.start(Service.DATABASE, SqlStatement.of("DELETE FROM facts"));
            query.fail(new IOException("password=hunter2 refused"));
            query.end();
            ExternalCall call = ExternalCall.start("POST", "https", "api.stripe.com", -1, "/v1/charges");
            call.responded(402, name -> null);
            call.end();
        });
        Map<String, Span> spans = sent();
        Span server = spans.get("z0.web.tickets.get");
        assertEquals(StatusCode.STATUS_CODE_ERROR, server.getStatus().getCode());
        assertTrue(server.getStatus().getMessage().startsWith("bad card [redacted:"), server.toString());
        assertEquals("java.lang.IllegalArgumentException", attributes(server).get("error.type"));
        Span call = spans.get("z0.external.stripe.create_charge");
        assertEquals(StatusCode.STATUS_CODE_ERROR, call.getStatus().getCode());
        assertEquals("", call.getStatus().getMessage());
        assertEquals("402", attributes(call).get("error.type"));
        assertFalse(spans.toString().contains("hunter2"), spans.toString());
        assertFalse(spans.toString().contains("4111"), spans.toString());
    }

    @Test
    void aDatabasesMessageComesWithoutTheStatementsValues() throws Exception {
        SQLException refused = new SQLException("no table T; SQL statement:\nselect * from t where token = 'hush'");
        Request request = Service.inbound("GET", "/api/tickets");
        request.fail(new IllegalStateException("cannot read: " + refused.getMessage(), refused));
        Service.answered(request, 500, () -> {
            Query query = Query.start(Service.DATABASE, SqlStatement.of("select * from t where token = 'hush'"));
            query.fail(refused);
            query.end();
        });
        for (Span span : sent().values()) {
            assertEquals(StatusCode.STATUS_CODE_ERROR, span.getStatus().getCode());
            assertTrue(span.getStatus().getMessage().endsWith("no table T"), span.toString());
        }
    }

    @Test
    void theResourceSaysWhichServiceItIs() throws Exception {
        Service.request();
        service.flush();
        ResourceSpans sent = receiver.next().traces.getResourceSpans(0);
        Map<String, String> resource = attributes(sent.getResource().getAttributesList());
        assertEquals("shop", resource.get("service.name"));
        assertEquals("1.4.2", resource.get("service.version"));
        assertEquals("1.4.2", resource.get("z0.build_version"));
        assertEquals("staging", resource.get("deployment.environment.name"));
        assertEquals("z0", resource.get("telemetry.distro.name"));
        assertEquals("z0", sent.getScopeSpans(0).getScope().getName());
    }

    @Test
    void unsampledTracesAreNotSent() throws Exception {
        Service.answered(
                Service.inbound("GET", "/quiet", "traceparent", "00-" + TRACE + "-" + CALLER + "-00"),
                200,
                () -> Service.query("SELECT 1"));
        Service.request();
        assertEquals(List.of("z0.web.tickets.get"), List.copyOf(sent().keySet()));
        assertEquals(0, service.exporter.dropped());
    }

    @Test
    void aLanguageModelsCallIsAnOperationAroundTheHttpCall() throws Exception {
        Request request = Service.inbound("POST", "/ask");
        ExternalCall[] call = new ExternalCall[1];
        Service.answered(request, 200, () -> {
            call[0] = ExternalCall.start(
                    "POST", "https", "bedrock-runtime.eu-west-1.amazonaws.com", -1, "/model/m-1/converse");
            byte[] answer = "{\"usage\":{\"inputTokens\":4,\"outputTokens\":2}}".getBytes(StandardCharsets.UTF_8);
            call[0].responded(200, name -> null);
            call[0].received(answer, 0, answer.length);
            call[0].end();
        });
        Map<String, Span> spans = sent();
        Span operation = spans.get("z0.ai.bedrock.completion");
        Span http = spans.get(call[0].name());
        assertEquals(Span.SpanKind.SPAN_KIND_CLIENT, operation.getKind());
        assertEquals(operation.getSpanId(), http.getParentSpanId());
        String id = ((Operation) call[0].enclosing()).operationId();
        assertEquals(id, attributes(http).get("z0.operation_id"));
        assertEquals(
                Map.of(
                        "gen_ai.operation.name", "chat",
                        "gen_ai.provider.name", "aws.bedrock",
                        "gen_ai.request.model", "m-1",
                        "gen_ai.response.model", "m-1",
                        "gen_ai.usage.input_tokens", "4",
                        "gen_ai.usage.output_tokens", "2",
                        "server.address", "bedrock-runtime.eu-west-1.amazonaws.com",
                        "z0.operation_id", id,
                        "z0.request_id", request.requestId()),
                attributes(operation));
    }

    @Test
    void whatTheApplicationToldOfASpanIsSent() throws Exception {
        Request request = Service.inbound("GET", "/told");
        Service.answered(request, 200, () -> {
            for (int i = 0; i < 40; i++) {
                SpanEvent event = SpanEvent.at("packed", 1_700_000_000_000_000_000L + i);
                event.attribute("items", (long) i);
                request.event(event);
            }
            SpanLink link = SpanLink.to("00-" + TRACE + "-" + CALLER + "-01");
            link.attribute("why", "batch");
            request.link(link);
        });
        Span span = sent().get(request.name());
        assertEquals(32, span.getEventsCount());
        assertEquals(8, span.getDroppedEventsCount());
        Span.Event event = span.getEvents(31);
        assertEquals("packed", event.getName());
        assertEquals(1_700_000_000_000_000_031L, event.getTimeUnixNano());
        assertEquals(Map.of("items", "31"), attributes(event.getAttributesList()));
        assertEquals(1, span.getLinksCount());
        assertEquals(TRACE, hex(span.getLinks(0).getTraceId()));
        assertEquals(CALLER, hex(span.getLinks(0).getSpanId()));
        assertEquals(Map.of("why", "batch"), attributes(span.getLinks(0).getAttributesList()));
    }
}
