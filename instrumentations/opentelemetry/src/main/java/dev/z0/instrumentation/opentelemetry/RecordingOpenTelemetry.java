package dev.z0.instrumentation.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/** Makes z0's spans. For all else it is what it stands in for: nothing. */
final class RecordingOpenTelemetry implements OpenTelemetry, TracerProvider, Tracer {
    private static final RecordingOpenTelemetry INSTANCE = new RecordingOpenTelemetry();

    private RecordingOpenTelemetry() {}

    /**
     * Stands in for one that does nothing. Not where the incubating API is present: there even what does nothing is of a
     * wider type, which applications cast it to.
     */
    static OpenTelemetry inPlaceOf(OpenTelemetry registered) {
        TracerProvider nothing = TracerProvider.noop();
        boolean replaceable = registered != null
                && registered.getTracerProvider() == nothing
                && nothing.getClass().getName().equals("io.opentelemetry.api.trace.DefaultTracerProvider");
        return replaceable ? INSTANCE : registered;
    }

    @Override
    public TracerProvider getTracerProvider() {
        return this;
    }

    @Override
    public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
    }

    @Override
    public Tracer get(String scope) {
        return this;
    }

    @Override
    public Tracer get(String scope, String version) {
        return this;
    }

    @Override
    public TracerBuilder tracerBuilder(String scope) {
        return SameTracer.builder();
    }

    @Override
    public RecordedSpanBuilder spanBuilder(String name) {
        return new RecordedSpanBuilder(name);
    }

    /** Apart, and made by itself, since the oldest versions know no such type. */
    private static final class SameTracer implements TracerBuilder {
        static TracerBuilder builder() {
            return new SameTracer();
        }

        @Override
        public TracerBuilder setSchemaUrl(String url) {
            return this;
        }

        @Override
        public TracerBuilder setInstrumentationVersion(String version) {
            return this;
        }

        @Override
        public Tracer build() {
            return INSTANCE;
        }
    }
}
