package com.acme;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

/** An application that traces by hand. Each method is one of its ways, and takes the work to do inside. */
public final class Traced {
    /** The remote parent that {@link #remoteParent} names. */
    public static final String REMOTE = "0af7651916cd43dd8448eb211c80319c";

    private static Scope forgotten;
    private static Context kept;

    private Traced() {}

    private static Tracer tracer() {
        return GlobalOpenTelemetry.getTracer("com.acme");
    }

    public static String checkout(Runnable work) {
        Span span = tracer().spanBuilder("checkout")
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("order", 7)
                .setAttribute("express", true)
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            span.setAttribute("customer", "ann@example.com")
                    .setAttribute("total", 9.5)
                    .setAttribute(AttributeKey.stringArrayKey("items"), Arrays.asList("pen", "ink"));
            Span.current().updateName("checkout express");
            work.run();
        } finally {
            span.end();
        }
        return context(span);
    }

    public static String failing(Runnable work) {
        Span span = tracer().spanBuilder("failing").startSpan();
        span.recordException(new IllegalStateException("no ink"));
        span.setStatus(StatusCode.ERROR, "sold out");
        span.end();
        return context(span);
    }

    /** Tells what only newer versions let a span be told, too. */
    public static String telling(Runnable work) {
        Span other = Span.wrap(SpanContext.createFromRemoteParent(
                REMOTE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault()));
        SpanBuilder builder = tracer().spanBuilder("telling")
                .addLink(SpanContext.getInvalid())
                .addLink(other.getSpanContext(), Attributes.of(AttributeKey.stringKey("why"), "batch"));
        Span span = builder.startSpan();
        span.addEvent("taken");
        span.addEvent("packed by ann@example.com", Attributes.of(AttributeKey.longKey("items"), 3L));
        span.addEvent("sent", 1_700_000_000_000L, TimeUnit.MILLISECONDS);
        span.recordException(
                new IllegalStateException("no ink"), Attributes.of(AttributeKey.booleanKey("retried"), true));
        span.end();
        span.addEvent("too late");
        return context(span);
    }

    public static String babbling(Runnable work) {
        Span span = tracer().spanBuilder("babbling").startSpan();
        for (int i = 0; i < 100; i++) {
            span.addEvent("event " + i);
        }
        span.end();
        return context(span);
    }

    public static String linkedLater(Runnable work) {
        Span span = tracer().spanBuilder("linked").startSpan();
        span.addLink(SpanContext.createFromRemoteParent(
                REMOTE, "b7ad6b7169203331", TraceFlags.getDefault(), TraceState.getDefault()));
        span.end();
        return context(span);
    }

    /** Answers what it sees of what came in. */
    public static String baggage(Runnable work) {
        Baggage seen = Baggage.current();
        String answer = seen.size() + " " + seen.getEntryValue("tenant");
        try (Scope scope = seen.toBuilder()
                .put("campaign", "half price, 50%")
                .put("ill=key", "x")
                .build()
                .makeCurrent()) {
            work.run();
            try (Scope none = Baggage.empty().makeCurrent()) {
                work.run();
            }
            try (Scope none = Context.root().with(Span.current()).makeCurrent()) {
                work.run();
            }
            work.run();
        }
        work.run();
        return answer;
    }

    public static String recovered(Runnable work) {
        Span span = tracer().spanBuilder("recovered").startSpan();
        span.recordException(new IllegalStateException("no ink"));
        span.setStatus(StatusCode.OK);
        span.setStatus(StatusCode.ERROR, "too late");
        span.end();
        return context(span);
    }

    public static String endedEarlier(Runnable work) {
        Span span = tracer().spanBuilder("earlier").startSpan();
        span.end(System.currentTimeMillis() + 3_600_000, TimeUnit.MILLISECONDS);
        span.end();
        span.setAttribute("late", "yes");
        return Boolean.toString(span.isRecording());
    }

    public static String hoarding(Runnable work) {
        Span span = tracer().spanBuilder("x".repeat(500)).startSpan();
        for (int i = 0; i < 100; i++) {
            span.setAttribute("key" + i, "v".repeat(5000));
        }
        span.setAttribute(AttributeKey.stringArrayKey("key0"), Collections.nCopies(100_000, "v"));
        span.setAttribute("k".repeat(5000), "v");
        span.end();
        return context(span);
    }

    public static String tracerType(Runnable work) {
        return tracer().getClass().getSimpleName();
    }

    public static String current(Runnable work) {
        return context(Span.current());
    }

    public static String noted(Runnable work) {
        Span span = Span.current();
        span.setAttribute("basket", 3);
        span.addEvent("filled");
        span.recordException(new IllegalStateException("no ink"));
        span.end();
        return Boolean.toString(span.isRecording() && span.equals(Span.current()));
    }

    public static String root(Runnable work) {
        Span span = tracer().spanBuilder("root").setNoParent().startSpan();
        try (Scope scope = span.makeCurrent()) {
            work.run();
        } finally {
            span.end();
        }
        return context(span);
    }

    public static String remoteParent(Runnable work) {
        SpanContext remote = SpanContext.createFromRemoteParent(
                REMOTE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
        Span span = tracer().spanBuilder("consume")
                .setParent(Context.root().with(Span.wrap(remote)))
                .startSpan();
        try (Scope scope = span.makeCurrent()) {
            work.run();
        } finally {
            span.end();
        }
        return context(span);
    }

    public static String onAnotherThread(Runnable work) throws InterruptedException {
        Thread thread = new Thread(Context.current().wrap(work));
        thread.start();
        thread.join();
        return "";
    }

    public static String forgets(Runnable work) {
        Span span = tracer().spanBuilder("forgotten").startSpan();
        forgotten = span.makeCurrent();
        span.end();
        return context(span);
    }

    public static String remembers(Runnable work) {
        forgotten.close();
        return context(Span.current());
    }

    public static String keeps(Runnable work) {
        kept = Context.current();
        return context(Span.current());
    }

    public static String insideKept(Runnable work) {
        try (Scope scope = kept.makeCurrent()) {
            work.run();
            return context(Span.current());
        }
    }

    public static String refusing(Runnable work) {
        Span span = OpenTelemetry.noop()
                .getTracer("com.acme")
                .spanBuilder("refused")
                .startSpan();
        span.end();
        return context(span);
    }

    public static String context(Span span) {
        return span.getSpanContext().getTraceId() + ' ' + span.getSpanContext().getSpanId();
    }
}
