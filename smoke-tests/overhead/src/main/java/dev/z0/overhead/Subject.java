package dev.z0.overhead;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is measured: the service alone, or with an agent. Every agent traces all requests and sends to the sink. */
record Subject(String name, Path jar, Map<String, String> environment) {

    static List<Subject> all(Path z0, Path agents, Sink sink) {
        return List.of(
                new Subject("none", null, Map.of()),
                new Subject(
                        "z0", z0, Map.of("OTEL_SERVICE_NAME", "overhead", "OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())),
                new Subject(
                        "OpenTelemetry",
                        agents.resolve("opentelemetry-javaagent.jar"),
                        Map.of("OTEL_SERVICE_NAME", "overhead", "OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())),
                new Subject(
                        "Elastic",
                        agents.resolve("elastic-apm-agent.jar"),
                        Map.of(
                                "ELASTIC_APM_SERVICE_NAME", "overhead",
                                "ELASTIC_APM_SERVER_URL", sink.url(),
                                "ELASTIC_APM_CLOUD_PROVIDER", "NONE")),
                new Subject(
                        "Datadog",
                        agents.resolve("dd-java-agent.jar"),
                        Map.of(
                                "DD_SERVICE", "overhead",
                                "DD_TRACE_AGENT_URL", sink.url(),
                                "DD_TRACE_SAMPLE_RATE", "1.0",
                                "DD_TRACE_RATE_LIMIT", "1000000",
                                "DD_INSTRUMENTATION_TELEMETRY_ENABLED", "false",
                                "DD_REMOTE_CONFIG_ENABLED", "false",
                                "DD_JMXFETCH_ENABLED", "false")));
    }
}
