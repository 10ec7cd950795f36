package dev.z0.exporter.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.z0.agent.core.export.AgentMessage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentLineTest {
    private static AgentMessage started() {
        return new AgentMessage("info", "z0 starts").with("version", "1.0").with("startup_ms", 80);
    }

    @Test
    void aProcessThatServesNothingStaysSilent() {
        Written written = new Written();
        written.say(started());
        written.say(new AgentMessage("info", "z0 stops"));
        assertEquals("", written.text());
    }

    @Test
    void whatWaitedComesBeforeTheFirstOtherLine() {
        Written written = new Written();
        written.say(started());
        written.request("GET", "/", 200, () -> {});
        written.say(new AgentMessage("info", "z0 stops").with("lines_written", 2L));
        List<JsonNode> lines = written.lines();
        assertEquals(3, lines.size());
        assertEquals("z0 starts", lines.get(0).get("message").asText());
        assertEquals("agent", lines.get(0).get("kind").asText());
        assertEquals("info", lines.get(0).get("level").asText());
        assertEquals("1.0", lines.get(0).get("version").asText());
        assertEquals(80, lines.get(0).get("startup_ms").asInt());
        assertEquals("z0 stops", lines.get(2).get("message").asText());
        assertEquals(2, lines.get(2).get("lines_written").asInt());
        assertEquals(3, written.exporter.written());
        assertEquals(0, written.exporter.dropped());
    }

    @Test
    void warningsDoNotWait() {
        Written written = new Written();
        written.say(started());
        written.say(new AgentMessage("warn", "Z0_LINE_FIEL is unknown"));
        assertEquals("z0 starts", written.lines().get(0).get("message").asText());
        assertEquals(
                "Z0_LINE_FIEL is unknown", written.lines().get(1).get("message").asText());
    }

    @Test
    void inToolsWarningsWaitToo() {
        String command = System.getProperty("sun.java.command");
        System.setProperty("sun.java.command", "jdk.jcmd/sun.tools.jcmd.JCmd -l");
        try {
            Written written = new Written();
            written.say(new AgentMessage("warn", "careful"));
            assertEquals("", written.text());
            written.request("GET", "/", 200, () -> {});
            assertEquals(2, written.lines().size());
        } finally {
            System.setProperty("sun.java.command", command);
        }
    }

    @Test
    void fieldsAreWrittenAsWhatTheyAre() {
        Written written = new Written();
        written.say(new AgentMessage("error", "mail bob@example.com")
                .with("names", Arrays.asList("a", "b@example.com"))
                .with("on", true)
                .with("ratio", 0.5)
                .with("nothing", null)
                .with("not_a_number", Double.NaN));
        JsonNode line = written.last();
        assertEquals("mail [redacted:email]", line.get("message").asText());
        assertEquals("[\"a\",\"[redacted:email]\"]", line.get("names").toString());
        assertEquals(true, line.get("on").asBoolean());
        assertEquals(0.5, line.get("ratio").asDouble());
        assertNull(line.get("nothing"));
        assertNull(line.get("not_a_number"));
    }
}
