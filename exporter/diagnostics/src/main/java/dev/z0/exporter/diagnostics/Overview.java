package dev.z0.exporter.diagnostics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Jobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the page shows: the last requests, and what stands out among all that is remembered. */
final class Overview {
    private static final int REQUESTS = 50;
    private static final int QUERIES = 10;
    private static final int ROUTES = 20;
    private static final int JOBS = 100;

    private final List<RequestEntry> requests;
    private final List<OperationEntry> operations;

    Overview(DiagnosticsExporter recent) {
        requests = recent.requests().newestFirst();
        operations = recent.operations().newestFirst();
    }

    /** Writes its arrays into the object that is open. */
    void write(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("requests");
        for (RequestEntry request : first(REQUESTS, requests)) {
            request.write(out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("queries");
        queries(out);
        out.writeEndArray();
        out.writeArrayFieldStart("failing");
        failing(out);
        out.writeEndArray();
        out.writeArrayFieldStart("jobs");
        jobs(out);
        out.writeEndArray();
    }

    private static <T> List<T> first(int most, List<T> all) {
        return all.subList(0, Math.min(most, all.size()));
    }

    /** Each statement at its slowest, slowest first. */
    private void queries(JsonGenerator out) throws IOException {
        Map<String, UnitEntry> slowest = new HashMap<>();
        List<UnitEntry> units = new ArrayList<>(requests);
        units.addAll(operations);
        for (UnitEntry unit : units) {
            if (unit.slowest() != null) {
                slowest.merge(unit.slowest(), unit, (a, b) -> a.slowestMillis() >= b.slowestMillis() ? a : b);
            }
        }
        List<UnitEntry> sorted = new ArrayList<>(slowest.values());
        sorted.sort(Comparator.comparingLong(UnitEntry::slowestMillis).reversed());
        for (UnitEntry unit : first(QUERIES, sorted)) {
            out.writeStartObject();
            out.writeStringField("sql", unit.slowest());
            out.writeNumberField("ms", unit.slowestMillis());
            out.writeStringField("in", unit.title());
            Entry.time("ts", unit.epochMillis(), out);
            Entry.text("request_id", unit.requestId(), out);
            Entry.text("operation_id", unit.operationId(), out);
            out.writeEndObject();
        }
    }

    /** Each route with failures, the one that failed most first. */
    private void failing(JsonGenerator out) throws IOException {
        Map<String, Route> routes = new HashMap<>();
        for (RequestEntry request : requests) {
            Route route = routes.computeIfAbsent(request.title(), title -> new Route());
            route.count++;
            if (request.failed()) {
                route.failures++;
                route.last = route.last == null ? request : route.last;
            }
        }
        List<Route> sorted = new ArrayList<>(routes.values());
        sorted.removeIf(route -> route.failures == 0);
        sorted.sort(Comparator.comparingInt((Route route) -> route.failures).reversed());
        for (Route route : first(ROUTES, sorted)) {
            out.writeStartObject();
            out.writeStringField("route", route.last.title());
            out.writeNumberField("failures", route.failures);
            out.writeNumberField("count", route.count);
            out.writeNumberField("status", route.last.status());
            route.last.writeError(out);
            Entry.time("ts", route.last.epochMillis(), out);
            Entry.text("request_id", route.last.requestId(), out);
            out.writeEndObject();
        }
    }

    /** Each job, the one that is due next first; those of which that is not known last. */
    private void jobs(JsonGenerator out) throws IOException {
        Map<Job, OperationEntry> runs = new HashMap<>();
        for (OperationEntry operation : operations) {
            runs.putIfAbsent(operation.job(), operation);
        }
        List<Job> sorted = Jobs.all();
        sorted.sort(Comparator.comparingLong(job -> job.nextDueMillis() == 0 ? Long.MAX_VALUE : job.nextDueMillis()));
        for (Job job : first(JOBS, sorted)) {
            OperationEntry run = runs.get(job);
            out.writeStartObject();
            out.writeStringField("cron", job.name());
            out.writeStringField("declaring", Entry.name(job.declaring()));
            Entry.text("schedule", Entry.name(job.schedule()), out);
            Entry.time("next_due", job.nextDueMillis(), out);
            Entry.time("last_start", job.lastStartMillis(), out);
            Entry.time("last_success", job.lastSuccessMillis(), out);
            if (run != null) {
                out.writeNumberField("ms", run.millis());
                out.writeBooleanField("failed", run.failed());
                run.writeError(out);
                Entry.text("run_id", run.runId(), out);
            }
            out.writeEndObject();
        }
    }

    private static final class Route {
        private int count;
        private int failures;
        private RequestEntry last;
    }
}
