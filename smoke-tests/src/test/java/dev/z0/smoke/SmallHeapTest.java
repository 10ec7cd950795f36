package dev.z0.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small JVM with one core that fifty clients keep busy, while it writes lines and sends spans and metrics. */
class SmallHeapTest {
    private static final int EACH = 60;

    @ParameterizedTest(name = "{0} MB")
    @ValueSource(ints = {128, 64})
    void everyRequestHasItsLine(int megabytes) throws Exception {
        try (Stub stub = new Stub()) {
            List<String> options = ServerMatrixTest.options(stub);
            options.addAll(List.of("-Xmx" + megabytes + "m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1"));
            try (ServerProcess process = Server.UNDERTOW_JAVAX.start(
                    "small-heap-" + megabytes,
                    Jdk.running(),
                    options,
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", stub.url(), "OTEL_METRIC_EXPORT_INTERVAL", "1s"))) {
                List<Answer> answers = new Load(process.base()).run(EACH, Call.mix());
                Lines lines = process.stop();
                assertFalse((process.printed() + process.errorOutput()).contains("OutOfMemoryError"));
                if (Agent.present()) {
                    ServerMatrixTest.check(answers, lines, stub);
                    List<Line> told = lines.kind("agent");
                    assertEquals(2, told.size(), told::toString);
                    assertEquals(0, told.get(1).number("lines_dropped"), told::toString);
                    assertTrue(stub.deliveries() > 1, "spans and metrics");
                }
            }
        }
    }
}
