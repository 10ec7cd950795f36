package dev.z0.instrumentation.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.testing.TestAgent;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncubatingApiTest {
    private final TestAgent agent = TestAgent.start(new OpenTelemetryApi());

    /** It may cast it to the incubating API's types, which z0's is not of. */
    @Test
    void theApplicationGetsWhatItWouldGetWithoutZ0() throws Exception {
        try (URLClassLoader loader = Application.loader("incubating")) {
            agent.clear();
            agent.request(() -> assertEquals("ExtendedDefaultTracer", Application.run(loader, "tracerType", () -> {})));
            agent.request(() -> Application.run(loader, "failing", () -> {}));
            assertEquals(List.of(), agent.spans());
        }
    }
}
