package dev.z0.instrumentation.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.acme.Shapes;
import dev.z0.agent.core.record.Details;
import dev.z0.agent.core.record.Operation;
import dev.z0.agent.core.support.Failures;
import dev.z0.testing.TestAgent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that rules ask for and applications have: none of them reaches the application or breaks the record. */
class HostileValuesTest {
    private final TestAgent agent = Ruled.AGENT;
    private final Shapes.Trouble trouble = new Shapes.Trouble();
    private Ruled rules;

    @BeforeEach
    void start(@TempDir Path folder) {
        rules = new Ruled(folder);
    }

    /** What the paths lead to in a call of {@code run} with this argument. */
    private Map<String, Object> read(Object argument, String... paths) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < paths.length; i++) {
            attributes
                    .append(i == 0 ? "" : ",")
                    .append("\"v")
                    .append(i)
                    .append("\":\"")
                    .append(paths[i])
                    .append('"');
        }
        rules.write("{\"methods\": [{\"method\": \"com.acme.Shapes$Trouble#run\", \"as\": \"operation\","
                + "\"attributes\": {" + attributes + "}}]}");
        agent.clear();
        trouble.run(argument, List.of("a", "b"));
        Map<String, Object> values = new LinkedHashMap<>();
        Details notes = ((Operation) agent.units().get(0)).notes();
        if (notes != null) {
            notes.forEach(values::put);
        }
        return values;
    }

    @Test
    void whatFailsIsNothing() {
        int failures = Failures.counts().getOrDefault("rules", 0);
        assertEquals(
                Map.of("v6", "visible"),
                read(
                        trouble,
                        "arg0.broken",
                        "arg0.deep",
                        "arg0.missing",
                        "arg0.secret",
                        "arg0.opaque",
                        "arg0.none",
                        "arg0.field",
                        "arg9.field",
                        "return.size",
                        "thrown.message",
                        "arg0",
                        "arg0.field.nothing.there"));
        assertEquals(failures, Failures.counts().getOrDefault("rules", 0));
    }

    @Test
    void cyclesEnd() {
        assertEquals(
                Map.of("v0", 3L, "v1", "visible"),
                read(trouble, "arg0.cyclic[me][me][me][n]", "arg0.self.self.self.self.self.self.field"));
    }

    @Test
    void largeTextsAreCut() {
        assertEquals(256, ((String) read(trouble, "arg0.huge").get("v0")).length());
        assertEquals(10_000_000L, read(trouble, "arg0.huge.length").get("v0"));
    }

    /** A record that only its package sees. */
    record Hidden(String id, Kind kind, Optional<String> note) {}

    private enum Kind {
        SMALL
    }

    @Test
    void plainValuesAreRead() {
        UUID uuid = UUID.fromString("018f61d5-4c53-7d10-8a07-3c9d2b7e5f14");
        Map<String, Object> map = new TreeMap<>();
        map.put("uuid", uuid);
        map.put("time", Duration.ofSeconds(5));
        map.put("atomic", new AtomicInteger(4));
        map.put("float", 1.5f);
        map.put("char", 'c');
        map.put("class", String.class);
        map.put("array", new int[] {7, 8});
        map.put("list", new ArrayList<>(Arrays.asList("x", null)));
        map.put("hidden", new Hidden("h1", Kind.SMALL, Optional.of("n")));
        map.put("empty", new Hidden(null, null, Optional.empty()));
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("v0", uuid.toString());
        expected.put("v1", "PT5S");
        expected.put("v2", 4L);
        expected.put("v3", 1.5);
        expected.put("v4", "c");
        expected.put("v5", "java.lang.String");
        expected.put("v6", 8L);
        expected.put("v7", 2L);
        expected.put("v8", "x");
        expected.put("v10", "h1");
        expected.put("v11", "SMALL");
        expected.put("v12", "n");
        expected.put("v14", 10L);
        expected.put("v15", "Hidden");
        assertEquals(
                expected,
                read(
                        map,
                        "arg0[uuid]",
                        "arg0[time]",
                        "arg0[atomic]",
                        "arg0[float]",
                        "arg0[char]",
                        "arg0[class]",
                        "arg0[array][1]",
                        "arg0[array].length",
                        "arg0[list][0]",
                        "arg0[list][7]",
                        "arg0[hidden].id",
                        "arg0[hidden].kind",
                        "arg0[hidden].note",
                        "arg0[empty].note",
                        "arg0.size",
                        "arg0[hidden].class"));
    }

    @Test
    void aRuledGetterThatARuleReadsIsNoCall() {
        rules.write("{\"methods\": [{\"method\": \"com.acme.Shapes$Trouble#loop\", \"as\": \"span\","
                + " \"attributes\": {\"again\": \"this.loop\"}}]}");
        agent.clear();
        trouble.loop();
        assertEquals(1, agent.spans().size());
    }

    @Test
    void labelsAndAttributesAreRedactedOnTheirWayOut() {
        rules.write("{\"methods\": [{\"method\": \"com.acme.Shapes$Trouble#none\", \"as\": \"counter\","
                + " \"name\": \"z0_trouble_calls_total\","
                + " \"labels\": {\"mail\": \"this.mail\", \"huge\": \"this.huge\", \"none\": \"this.missing\"}}]}");
        agent.clear();
        trouble.none();
        assertEquals("[redacted:email]", agent.measurements().get(0).label(0));
        assertEquals(64, agent.measurements().get(0).label(1).length());
        assertEquals("", agent.measurements().get(0).label(2));
        assertNull(agent.measurements().get(0).unit());
    }
}
