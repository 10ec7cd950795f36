package com.acme;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application that traces by hand, and exports its spans by itself. */
public final class TracedBySdk {
    private TracedBySdk() {}

    /** Answers trace, parent, id and name of what its exporter got. */
    public static String ownSdk(Runnable work) {
        List<SpanData> exported = new CopyOnWriteArrayList<>();
        SdkTracerProvider sdk = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Exporter(exported)))
                .build();
        Tracer tracer = sdk.get("com.acme");
        Span outer = tracer.spanBuilder("outer").startSpan();
        try (Scope scope = outer.makeCurrent()) {
            work.run();
            tracer.spanBuilder("inner").startSpan().end();
        } finally {
            outer.end();
        }
        sdk.close();
        StringBuilder told = new StringBuilder();
        for (SpanData span : exported) {
            told.append(span.getTraceId())
                    .append(' ')
                    .append(span.getParentSpanId())
                    .append(' ');
            told.append(span.getSpanId()).append(' ').append(span.getName()).append('\n');
        }
        return told.toString();
    }

    private static final class Exporter implements SpanExporter {
        private final List<SpanData> exported;

        Exporter(List<SpanData> exported) {
            this.exported = exported;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            exported.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
