package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.z0.agent.core.redact.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** What is answered where. */
final class Endpoints implements HttpServer.Handler {
    private static final int USUAL_LIMIT = 50;

    private final Access access;
    private final DiagnosticsExporter recent;
    private final State state;
    private final DiagnosticsExporter.Metrics metrics;

    Endpoints(Access access, DiagnosticsExporter recent, State state, DiagnosticsExporter.Metrics metrics) {
        this.access = access;
        this.recent = recent;
        this.state = state;
        this.metrics = metrics;
    }

    @Override
    public HttpResponse answer(HttpRequest request) throws IOException, Refused {
        access.checkName(request);
        switch (request.path()) { // the page holds no data: its script asks for that, and has the token by then
            case "/":
                return file("text/html; charset=utf-8", "page.html");
            case "/page.js":
                return file("text/javascript; charset=utf-8", "page.js");
            case "/page.css":
                return file("text/css; charset=utf-8", "page.css");
            default:
                access.checkToken(request);
                return data(request);
        }
    }

    private HttpResponse data(HttpRequest request) throws IOException, Refused {
        switch (request.path()) {
            case "/health":
                none(request);
                return HttpResponse.json(out -> State.write(state.brief(), out));
            case "/metrics":
                return metrics();
            case "/internal/state":
                none(request);
                return HttpResponse.json(out -> State.write(state.full(), out));
            case "/internal/overview":
                none(request);
                return overview();
            case "/internal/requests":
                return requests(request);
            case "/internal/operations":
                return operations(request);
            case "/internal/events":
                long limit = limit(new Parameters(request.query(), "limit"));
                return list("events", recent.events().newestFirst(), event -> true, limit);
            default:
                throw new Refused(404, "there is nothing here");
        }
    }

    private static void none(HttpRequest request) throws Refused {
        new Parameters(request.query());
    }

    private static long limit(Parameters parameters) throws Refused {
        return parameters.number("limit", 1, DiagnosticsExporter.KEPT, USUAL_LIMIT);
    }

    private HttpResponse requests(HttpRequest request) throws IOException, Refused {
        Parameters given =
                new Parameters(request.query(), "limit", "status", "route", "tenant", "request_id", "slower_than");
        long slowerThan = given.number("slower_than", 0, Long.MAX_VALUE, -1);
        String status = given.text("status");
        int digits = status != null && status.endsWith("xx") && status.length() == 3 ? 1 : 3;
        if (status != null && !isStatus(status, digits)) {
            throw new Refused(400, "status is like 503 or 5xx");
        }
        String route = given.text("route");
        String tenant = Redactor.text(given.text("tenant")); // as it is kept
        String id = given.text("request_id");
        Predicate<RequestEntry> wanted = entry -> entry.millis() > slowerThan
                && (status == null || Integer.toString(entry.status()).startsWith(status.substring(0, digits)))
                && (route == null || route.equals(entry.route()))
                && (tenant == null || tenant.equals(entry.tenant()))
                && (id == null || id.equals(entry.requestId()));
        return list("requests", recent.requests().newestFirst(), wanted, limit(given));
    }

    private static boolean isStatus(String text, int digits) {
        for (int i = 0; i < digits && text.length() == 3; i++) {
            if (text.charAt(i) < (i == 0 ? '1' : '0') || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() == 3;
    }

    private HttpResponse operations(HttpRequest request) throws IOException, Refused {
        Parameters given = new Parameters(request.query(), "limit", "since");
        long since = given.time("since", Long.MIN_VALUE);
        return list(
                "operations", recent.operations().newestFirst(), entry -> entry.epochMillis() >= since, limit(given));
    }

    /** Those that are wanted, newest first. */
    private static <T extends Entry> HttpResponse list(String key, List<T> all, Predicate<T> wanted, long limit)
            throws IOException {
        return HttpResponse.json(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart(key);
            long left = limit;
            for (T entry : all) {
                if (left > 0 && wanted.test(entry)) {
                    entry.write(out);
                    left--;
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private HttpResponse overview() throws IOException {
        return HttpResponse.json((JsonGenerator out) -> {
            out.writeStartObject();
            out.writeStringField("now", Instant.now().toString());
            out.writeFieldName("state");
            State.write(state.brief(), out);
            new Overview(recent).write(out);
            out.writeEndObject();
        });
    }

    private HttpResponse metrics() throws IOException, Refused {
        if (metrics == null) {
            throw new Refused(404, "metrics are off: Z0_METRICS=prometheus makes them");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(body, StandardCharsets.UTF_8)) {
            metrics.write(out);
        }
        return HttpResponse.of("text/plain; version=0.0.4; charset=utf-8", body.toByteArray());
    }

    private static HttpResponse file(String type, String name) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (InputStream in = Endpoints.class.getResourceAsStream(name)) {
            byte[] bytes = new byte[4096];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                body.write(bytes, 0, read);
            }
        }
        return HttpResponse.of(type, body.toByteArray());
    }
}
