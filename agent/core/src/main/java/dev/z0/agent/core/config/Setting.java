package dev.z0.agent.core.config;

import java.util.Arrays;

/**
 * Every setting of the agent. The constant's name is the environment variable; {@link #property()} is the system
 * property and the agent argument. The table in {@code docs/configuration.md} is made from these constants.
 */
public enum Setting {
    Z0_ENABLED(Type.FLAG, "true", "Whether the agent does anything at all: `false` weaves and starts nothing."),
    Z0_INSTRUMENTATIONS_DISABLED(
            Type.LIST,
            "",
            "Instrumentations left out: a family (`servlet`, `netty`, `helidon`, `ktor`, `pekko`, `jdbc`, `http-client`, `scheduler`, `concurrent`, `logging`, `opentelemetry`) or one member's name."),
    Z0_RULES(Type.TEXT, "", "Path of the rules file, reloaded when it changes."),
    Z0_BUILD_VERSION(
            Type.TEXT,
            "",
            "Version of the application; else it is read from the resource or the application's own build files."),

    Z0_LINES(Type.FLAG, "true", "Whether summary lines are written."),
    Z0_LINE_FILE(Type.TEXT, "", "File that lines are appended to; empty means standard output."),
    Z0_LINE_FILE_MAX_BYTES(Type.BYTES, "100MB", "Size at which the line file is rotated; 0 means never."),
    Z0_LINE_FILE_MAX_AGE(Type.MILLIS, "24h", "Age at which the line file is rotated; 0 means never."),
    Z0_LINE_FILE_KEEP(Type.NUMBER, "10", "Rotated line files kept; older ones are deleted."),
    Z0_LINE_FILE_COMPRESS(Type.FLAG, "true", "Whether rotated line files are compressed with gzip."),
    Z0_LINE_PRESET(Type.TEXT, "", "Keys of another line format in place of z0's own.", "worker", "shop", "cos"),
    Z0_LINE_FIELDS(Type.MAP, "", "Keys of the line to rename: `ms=latency_ms,ts=timestamp`."),
    Z0_LINE_STACK(Type.FLAG, "true", "Whether lines carry `error_stack`."),
    Z0_QUEUE_SIZE(
            Type.COUNT, "16384", "Finished summaries that may wait for the writer; more are dropped and counted."),

    Z0_SLOW_MS(Type.MILLIS, "5000", "Duration from which a request's line is at level `warn`; 0 means never."),
    Z0_N_PLUS_ONE(Type.NUMBER, "5", "Repetitions of one statement in one request that count as N+1; 0 means never."),
    Z0_CPU(Type.FLAG, "true", "Whether CPU time and allocation are measured (`cpu_ms`, `alloc_kb`)."),
    Z0_REQUEST_ID_TRUST(Type.FLAG, "true", "Whether a valid inbound `X-Request-Id` is kept."),
    Z0_RESPONSE_HEADER(Type.FLAG, "true", "Whether responses carry `X-Request-Id`."),
    Z0_PROPAGATION(Type.FLAG, "true", "Whether outgoing requests carry `X-Request-Id` and trace headers."),
    Z0_IDEMPOTENCY_HOSTS(Type.LIST, "", "Hosts whose POSTs get an `Idempotency-Key` where they have none."),
    Z0_EXTERNAL_SERVICES(Type.LIST, "", "Services that `external_calls` names even when they were not called."),
    Z0_CAPTURE_PROMPTS(
            Type.FLAG,
            "false",
            "Whether the first 8 KB of what language models are asked and answer stand in `metadata` of their lines, as `prompt` and `completion`; for debugging only."),

    Z0_TENANT(Type.LIST, "", "Places to find the tenant, first hit wins.", places()),
    Z0_USER(Type.LIST, "principal", "Places to find the user, first hit wins.", places()),
    Z0_USER_LABEL(Type.LIST, "", "Places to find what people call the user, first hit wins.", places()),
    Z0_SESSION(Type.LIST, "", "Places to find the session id, which is hashed; first hit wins.", sessionPlaces()),

    Z0_METRICS(
            Type.LIST,
            "",
            "Where metrics go; empty means `otlp` when an endpoint is set and `prometheus` when `Z0_DIAGNOSTICS` is, `none` means nowhere.",
            "otlp",
            "prometheus",
            "lines"),
    Z0_METRICS_INTERVAL(Type.INTERVAL, "60s", "Time between two rounds of metric lines."),
    Z0_SEMCONV_METRICS(Type.FLAG, "false", "Whether OpenTelemetry's own metric names are sent as well."),

    Z0_DIAGNOSTICS(Type.ADDRESS, "", "Address of the diagnostics server, such as `127.0.0.1:7070`; empty means off."),
    Z0_DIAGNOSTICS_TOKEN(Type.TEXT, "", "Bearer token that the diagnostics server asks for."),

    OTEL_SDK_DISABLED(Type.FLAG, "false", "Whether spans and OTLP are off; lines and `z0_` metrics are not affected."),
    OTEL_SERVICE_NAME(Type.TEXT, "", "Name of the service on lines, spans and metrics."),
    OTEL_RESOURCE_ATTRIBUTES(Type.MAP, "", "Further attributes of the service, such as `service.version=1.4`."),
    OTEL_PROPAGATORS(
            Type.LIST,
            "tracecontext,baggage",
            "Formats in which the trace comes in and goes out.",
            "tracecontext",
            "baggage"),
    OTEL_TRACES_SAMPLER(
            Type.TEXT,
            "parentbased_always_on",
            "Which traces are sent; lines and metrics do not depend on it.",
            "always_on",
            "always_off",
            "traceidratio",
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio"),
    OTEL_TRACES_SAMPLER_ARG(Type.RATIO, "1.0", "Share of traces that a `traceidratio` sampler keeps."),
    OTEL_TRACES_EXPORTER(Type.TEXT, "otlp", "Where spans go once an endpoint is set.", "otlp", "none"),
    OTEL_METRICS_EXPORTER(Type.TEXT, "otlp", "Where metrics go once an endpoint is set.", "otlp", "none"),
    OTEL_EXPORTER_OTLP_ENDPOINT(
            Type.URL, "", "Collector; `/v1/traces` and `/v1/metrics` are appended. Empty means nothing is sent."),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT(Type.URL, "", "Collector for spans, taken as it stands."),
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT(Type.URL, "", "Collector for metrics, taken as it stands."),
    OTEL_EXPORTER_OTLP_HEADERS(Type.MAP, "", "Headers sent to the collector; values are percent-encoded."),
    OTEL_EXPORTER_OTLP_TRACES_HEADERS(Type.MAP, "", "Headers sent with spans, in place of the common ones."),
    OTEL_EXPORTER_OTLP_METRICS_HEADERS(Type.MAP, "", "Headers sent with metrics, in place of the common ones."),
    OTEL_EXPORTER_OTLP_CERTIFICATE(
            Type.TEXT,
            "",
            "File with the certificates, in PEM, of whom to trust as the collector; else whom the JVM trusts."),
    OTEL_EXPORTER_OTLP_CLIENT_KEY(
            Type.TEXT, "", "File with z0's own key, in PEM, for a collector that asks who sends."),
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE(
            Type.TEXT, "", "File with the certificates, in PEM, that belong to that key."),
    OTEL_EXPORTER_OTLP_PROTOCOL(Type.TEXT, "http/protobuf", "Protocol spoken to the collector.", "http/protobuf"),
    OTEL_EXPORTER_OTLP_COMPRESSION(Type.TEXT, "none", "Compression of what is sent.", "gzip", "none"),
    OTEL_EXPORTER_OTLP_TIMEOUT(Type.INTERVAL, "10s", "Longest time one delivery may take."),
    OTEL_BSP_SCHEDULE_DELAY(Type.INTERVAL, "5s", "Time between two deliveries of spans."),
    OTEL_BSP_MAX_QUEUE_SIZE(Type.COUNT, "16384", "Spans that may wait for delivery; more are dropped and counted."),
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE(Type.COUNT, "1024", "Most spans in one delivery."),
    OTEL_BSP_EXPORT_TIMEOUT(Type.INTERVAL, "30s", "Longest time a delivery of spans may take, retries included."),
    OTEL_METRIC_EXPORT_INTERVAL(Type.INTERVAL, "60s", "Time between two deliveries of metrics.");

    /** Ends a choice that needs a number behind its colon. */
    private static final String NUMBER = ":#";

    private final Type type;
    private final String standard;
    private final String doc;
    private final String[] choices;

    Setting(Type type, String standard, String doc, String... choices) {
        this.type = type;
        this.standard = standard;
        this.doc = doc;
        this.choices = choices;
    }

    /** The form that a value must have. */
    public Type type() {
        return type;
    }

    /** The default, written as a user would write it; empty where there is none. */
    public String standard() {
        return standard;
    }

    /** One or two sentences for the reader of the configuration table. */
    public String doc() {
        return doc;
    }

    /** The name as a system property: {@code z0.line.file} for {@code Z0_LINE_FILE}. */
    public String property() {
        char[] name = name().toCharArray();
        for (int i = 0; i < name.length; i++) {
            char c = name[i];
            name[i] = c == '_' ? '.' : Character.toLowerCase(c);
        }
        return new String(name);
    }

    /** Whether the value must never be shown. */
    public boolean secret() {
        return this == Z0_DIAGNOSTICS_TOKEN
                || this == OTEL_EXPORTER_OTLP_HEADERS
                || this == OTEL_EXPORTER_OTLP_TRACES_HEADERS
                || this == OTEL_EXPORTER_OTLP_METRICS_HEADERS;
    }

    /** What a value may look like, for the table and for warnings. */
    public String accepted() {
        if (choices.length == 0) {
            return type.accepted;
        }
        StringBuilder text = new StringBuilder(type == Type.LIST ? "any of " : "one of ");
        for (int i = 0; i < choices.length; i++) {
            text.append(i == 0 ? "" : ", ").append(shown(choices[i]));
        }
        return text.toString();
    }

    /** A choice as a user would write it. */
    static String shown(String choice) {
        return choice.endsWith(":") ? choice + '…' : choice.endsWith(NUMBER) ? choice.replace(NUMBER, ":1") : choice;
    }

    /** What a value, or a word of a list, may be; empty for anything. */
    String[] choices() {
        return choices;
    }

    /**
     * Whether {@code word} is among the choices, or there are none. A choice that ends in a colon needs more behind it, one
     * that ends in {@link #NUMBER} a number from 1 to 999.
     */
    boolean permits(String word) {
        for (String choice : choices) {
            if (permits(choice, word)) {
                return true;
            }
        }
        return choices.length == 0;
    }

    private static boolean permits(String choice, String word) {
        if (choice.endsWith(":")) {
            return word.startsWith(choice) && word.length() > choice.length();
        }
        if (!choice.endsWith(NUMBER)) {
            return word.equals(choice);
        }
        int start = choice.length() - NUMBER.length() + 1;
        if (!word.startsWith(choice.substring(0, start)) || word.length() == start || word.length() > start + 3) {
            return false;
        }
        int number = 0;
        for (int i = start; i < word.length(); i++) {
            char c = word.charAt(i);
            number = c < '0' || c > '9' ? -1_000 : number * 10 + c - '0';
        }
        return number > 0;
    }

    /** Where a tenant, user or session can be found. */
    private static String[] places() {
        return new String[] {"header:", "subdomain", "path:#", "query:", "principal", "session:", "mdc:", "const:"};
    }

    /** For those also the session's own id, which is hashed there only. */
    private static String[] sessionPlaces() {
        String[] places = Arrays.copyOf(places(), places().length + 1);
        places[places.length - 1] = "session";
        return places;
    }

    /** The forms of values. */
    public enum Type {
        TEXT("text"),
        FLAG("true or false"),
        NUMBER("a whole number, 0 or more"),
        COUNT("a whole number from 1 to 1000000"),
        RATIO("a number from 0.0 to 1.0"),
        MILLIS("a time such as 500ms, 5s, 1m, 24h"),
        INTERVAL("a time above 0 such as 500ms, 5s, 1m, 24h"),
        BYTES("a size such as 10MB"),
        URL("an http:// or https:// address"),
        ADDRESS("host:port"),
        LIST("a list such as a,b,c"),
        MAP("pairs such as a=b,c=d");

        private final String accepted;

        Type(String accepted) {
            this.accepted = accepted;
        }
    }
}
