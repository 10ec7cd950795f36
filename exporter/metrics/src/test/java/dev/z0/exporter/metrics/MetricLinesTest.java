package dev.z0.exporter.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.z0.agent.core.export.MetricPoint;
import dev.z0.agent.core.record.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where metrics are lines, each tells what happened since the one before. */
class MetricLinesTest {
    private static final Map<String, String> LABELS = Map.of("route", "/", "method", "GET", "status_class", "2xx");

    private final Service service = new Service("Z0_METRICS", "lines");

    private List<MetricPoint> round(String metric) {
        service.points.clear();
        service.flush();
        return service.points.stream().filter(p -> p.metric().equals(metric)).collect(Collectors.toList());
    }

    @Test
    void countersTellByHowMuchTheyGrew() {
        service.request("GET", "/", 200);
        service.request("GET", "/", 200);
        assertEquals(Map.of("value", 2L), round("z0_requests_total").get(0).values());
        service.request("GET", "/", 200);
        List<MetricPoint> second = round("z0_requests_total");
        assertEquals(1, second.size());
        assertEquals(LABELS, second.get(0).labels());
        assertEquals(Map.of("value", 1L), second.get(0).values());
    }

    @Test
    void whatDidNotHappenIsNotWritten() {
        service.request("GET", "/", 500);
        assertEquals(1, round("z0_request_errors_total").size());
        service.request("GET", "/", 200);
        assertEquals(0, round("z0_request_errors_total").size());
        assertEquals(0, round("z0_process_starts_total").size());
        service.request("GET", "/", 200);
        assertEquals(Map.of("value", 0L), round("z0_requests_active").get(0).values());
    }

    @Test
    void histogramsTellWhatTheyTook() {
        for (int ms = 10; ms <= 30; ms += 20) {
            Request request = Request.start("GET", "/", name -> null);
            request.route("/");
            request.status(200);
            request.end(request.startNanos() + ms * 1_000_000L);
        }
        MetricPoint point = round("z0_request_duration_ms").get(0);
        assertEquals("{count=2, sum=40.0, min=10.0, max=30.0}", point.values().toString());
        assertTrue(point.epochMillis() <= System.currentTimeMillis());
    }

    @Test
    void aRoundComesByItselfAfterTheInterval() {
        Service often = new Service("Z0_METRICS", "lines", "Z0_METRICS_INTERVAL", "20ms");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 3; i++) {
                often.points.clear();
                often.request("GET", "/", 200);
                while (often.points.stream().noneMatch(p -> p.metric().equals("z0_requests_total"))) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    @Test
    void nothingIsWrittenTwiceAtTheEnd() {
        service.request("GET", "/", 200);
        service.flush();
        assertEquals(0, round("z0_process_threads").size());
    }
}
