package dev.z0.exporter.metrics;

import dev.z0.agent.core.Z0;
import dev.z0.agent.core.llm.LlmCall;
import dev.z0.agent.core.record.ExternalCall;
import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;
import java.util.List;

/** What outgoing calls add up to, those of language models once more among themselves. */
final class ExternalMetrics {
    private static final List<String> OBJECT_STORES =
            Arrays.asList("aws_s3", "cloudflare_r2", "google_storage", "azure_blob");

    private final Instruments instruments;
    private final Labels services = new Labels(Metric.EXTERNAL_CALLS.labels());
    private final Labels models = new Labels(Metric.AI_REQUESTS.labels());

    ExternalMetrics(Instruments instruments) {
        this.instruments = instruments;
    }

    void call(ExternalCall call) {
        String service = call.target().service();
        Attributes labels = services.of(service, call.target().operation());
        instruments.add(Metric.EXTERNAL_CALLS, 1, labels);
        instruments.add(Metric.EXTERNAL_RETRIES, call.retries(), labels);
        instruments.duration(Metric.EXTERNAL_DURATION, call.durationNanos(), labels);
        if (call.failed()) {
            instruments.add(Metric.EXTERNAL_FAILURES, 1, labels);
        }
        if (OBJECT_STORES.contains(service)) {
            instruments.add(Metric.OBJECT_OPS, 1, labels);
        }
        if (call.llm() != null) {
            model(call, call.llm());
        }
    }

    private void model(ExternalCall call, LlmCall llm) {
        String model = llm.model();
        Attributes labels = models.of(llm.provider(), model);
        instruments.add(Metric.AI_REQUESTS, 1, labels);
        instruments.duration(Metric.AI_LATENCY, call.durationNanos(), labels);
        if (call.failed() || llm.errorType() != null) {
            instruments.add(Metric.AI_ERRORS, 1, labels);
        }
        long firstToken = llm.ttftNanos(call.startNanos());
        if (firstToken >= 0) {
            instruments.duration(Metric.AI_TIME_TO_FIRST_TOKEN, firstToken, labels);
        }
        instruments.add(Metric.AI_TOKENS_INPUT, llm.tokensInput(), labels);
        instruments.add(Metric.AI_TOKENS_OUTPUT, llm.tokensOutput(), labels);
        double cost = Z0.prices().cost(model, llm.tokensInput(), llm.tokensOutput());
        if (cost > 0) {
            instruments.add(Metric.AI_COST, cost, labels);
        }
    }
}
