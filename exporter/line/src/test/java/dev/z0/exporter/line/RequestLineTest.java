package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class RequestLineTest {
    @Test
    void saysWhatWasAskedAndHowItEnded() {
        JsonNode line = new Written().request("POST", "/api/tickets/2506/lines", 200, () -> {});
        assertEquals("request", line.get("kind").asText());
        assertEquals("POST", line.get("method").asText());
        assertEquals("/api/tickets/2506/lines", line.get("path").asText());
        assertEquals("/api/tickets/{id}/lines", line.get("route").asText());
        assertEquals(200, line.get("status").asInt());
    }
}
