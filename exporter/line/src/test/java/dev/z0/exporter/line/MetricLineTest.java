package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.export.MetricPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricLineTest {
    private static final long NOON = 1_778_414_400_000L;

    @Test
    void saysByHowMuchACounterGrew() {
        Written written = new Written();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("route", "/api/tickets");
        labels.put("method", "GET");
        written.offer(new MetricPoint[] {new MetricPoint("z0_requests_total", labels, Map.of("value", 3L), NOON)});
        JsonNode line = written.last();
        LineSchema.validate(line);
        assertEquals("2026-05-10T12:00:00.000Z", line.get("ts").asText());
        assertEquals("metric", line.get("kind").asText());
        assertEquals("shop", line.get("service").asText());
        assertEquals("z0_requests_total", line.get("metric").asText());
        assertEquals(
                "{\"route\":\"/api/tickets\",\"method\":\"GET\"}",
                line.get("labels").toString());
        assertEquals("3", line.get("value").toString());
        assertEquals(
                "z0_requests_total route=/api/tickets method=GET value 3",
                line.get("message").asText());
    }

    @Test
    void saysWhatAHistogramTook() {
        Written written = new Written();
        Map<String, Number> values = new LinkedHashMap<>();
        values.put("count", 2L);
        values.put("sum", 30.5);
        values.put("min", 0.5);
        values.put("max", 30.0);
        MetricPoint point = new MetricPoint("z0_db_pool_wait_ms", Map.of("pool", "hikari"), values, NOON);
        written.offer(new MetricPoint[] {point, point});
        List<JsonNode> lines = written.lines();
        assertEquals(2, lines.size());
        LineSchema.validate(lines.get(1));
        assertEquals("2", lines.get(1).get("count").toString());
        assertEquals("30.5", lines.get(1).get("sum").toString());
        assertEquals("0.5", lines.get(1).get("min").toString());
        assertEquals("30.0", lines.get(1).get("max").toString());
    }
}
