package dev.z0.exporter.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Prometheus reads, by a strict parser. */
class PrometheusTextTest {
    private static final Pattern HELP =
            Pattern.compile("# HELP ([a-zA-Z_][a-zA-Z0-9_]*) ((?:[^\\\\]|\\\\\\\\|\\\\n)*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-zA-Z_][a-zA-Z0-9_]*) (counter|gauge|histogram)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)(?:\\{(.*)\\})? (-?[0-9.]+(?:E-?[0-9]+)?)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,(?!$)|$)");

    /** Samples by name and labels, in order; fails where the text is not well-formed. */
    private static Map<String, Double> parse(String text) {
        assertTrue(text.isEmpty() || text.endsWith("\n"));
        Map<String, Double> samples = new LinkedHashMap<>();
        Set<String> families = new HashSet<>();
        String family = null;
        String type = null;
        for (String line : text.split("\n")) {
            Matcher help = HELP.matcher(line);
            Matcher typed = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                family = help.group(1);
                type = null;
                assertTrue(families.add(family), family + " comes twice");
            } else if (typed.matches()) {
                assertEquals(family, typed.group(1));
                type = typed.group(2);
            } else if (sample.matches()) {
                String suffix = sample.group(1).substring(family.length());
                assertTrue(sample.group(1).startsWith(family), line);
                assertTrue(type.equals("histogram") ? suffix.matches("_bucket|_sum|_count") : suffix.isEmpty(), line);
                String key = sample.group(1) + labels(sample.group(2));
                assertEquals(null, samples.put(key, Double.parseDouble(sample.group(3))), key + " comes twice");
            } else {
                throw new AssertionError("not understood: " + line);
            }
        }
        return samples;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            int end = 0;
            while (label.find()) {
                assertEquals(end, label.start(), text);
                end = label.end();
                assertEquals(null, labels.put(label.group(1), label.group(2)), text);
            }
            assertEquals(text.length(), end, text);
        }
        return labels;
    }

    @Test
    void writesWhatPrometheusReads() {
        Service service = new Service("Z0_METRICS", "prometheus", "Z0_SEMCONV_METRICS", "true");
        service.request("GET", "/tickets", 200);
        service.request("GET", "/tickets", 200);
        Service.call("api.stripe.com", "/v1/charges", 200);
        Map<String, Double> samples = parse(service.prometheus());
        String labels = "{method=GET, route=/tickets, status_class=2xx}";
        assertEquals(2, samples.get("z0_requests_total" + labels));
        assertEquals(2, samples.get("z0_request_duration_ms_count" + labels));
        assertEquals(0, samples.get("z0_requests_active{}"));
        assertTrue(
                samples.containsKey("jvm_memory_used_bytes{jvm_memory_pool_name=Metaspace, jvm_memory_type=non_heap}"));
        assertTrue(samples.get("jvm_cpu_time_seconds_total{}") > 0);
        assertTrue(
                samples.keySet().stream().anyMatch(k -> k.startsWith("http_server_request_duration_seconds_bucket")));
    }

    @Test
    void bucketsAddUp() {
        Service service = new Service("Z0_METRICS", "prometheus");
        for (int i = 0; i < 50; i++) {
            service.request("GET", "/", 200);
        }
        List<Double> buckets = new ArrayList<>();
        Map<String, Double> samples = parse(service.prometheus());
        samples.forEach((key, value) -> {
            if (key.startsWith("z0_request_duration_ms_bucket{")) {
                buckets.add(value);
            }
        });
        assertEquals(17, buckets.size());
        for (int i = 1; i < buckets.size(); i++) {
            assertTrue(buckets.get(i) >= buckets.get(i - 1));
        }
        String labels = "{method=GET, route=/, status_class=2xx";
        assertEquals(50, samples.get("z0_request_duration_ms_bucket" + labels + ", le=+Inf}"));
        assertTrue(samples.containsKey("z0_request_duration_ms_bucket" + labels + ", le=0.5}"));
        assertTrue(samples.containsKey("z0_request_duration_ms_bucket" + labels + ", le=60000}"));
        assertEquals(50, samples.get("z0_request_duration_ms_count" + labels + "}"));
    }

    @Test
    void labelsCannotBreakOut() {
        Service service = new Service("Z0_METRICS", "prometheus");
        service.request("GET", "/a\"b\\c\nz0_fake 1", 200);
        Map<String, Double> samples = parse(service.prometheus());
        assertFalse(samples.containsKey("z0_fake{}"));
        assertEquals(1, samples.get("z0_requests_total{method=GET, route=/a\\\"b\\\\c\\nz0_fake 1, status_class=2xx}"));
    }

    @Test
    void isMadeWhereDiagnosticsServeIt() {
        Service service = new Service("Z0_DIAGNOSTICS", "127.0.0.1:7070");
        service.request("GET", "/a", 200);
        assertEquals(1, parse(service.prometheus()).get("z0_requests_total{method=GET, route=/a, status_class=2xx}"));
    }

    @Test
    void isEmptyBeforeAnythingHasEnded() {
        assertEquals("", new Service("Z0_METRICS", "prometheus").prometheus());
    }
}
