package dev.z0.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.CronRun;
import dev.z0.agent.core.record.Job;
import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LoggingContextsTest {
    private TestAgent agent;

    @BeforeEach
    void open() {
        agent = LoggingSuite.weave();
        agent.configure(Map.of("Z0_TENANT", "mdc:tenant"));
        TestAgent.start(new LoggingContexts());
    }

    @AfterEach
    void close() {
        MDC.clear();
        ThreadContext.clearMap();
        org.jboss.logmanager.MDC.remove("tenant");
    }

    @Test
    void whatIsPutTellsTheTenant() throws Exception {
        Request request = agent.request(() -> {
            MDC.put("tenant", "acme");
            MDC.remove("tenant");
        });
        assertEquals("acme", request.tenant());
    }

    @Test
    void otherKeysTellNothing() throws Exception {
        Request request = agent.request(() -> {
            MDC.put("colour", "blue");
            MDC.put("tenant", null);
        });
        assertNull(request.tenant());
    }

    @Test
    void wholeMaps() throws Exception {
        assertEquals(
                "acme",
                agent.request(() -> MDC.setContextMap(Map.of("tenant", "acme"))).tenant());
        assertEquals(
                "acme",
                agent.request(() -> ThreadContext.putAll(Map.of("tenant", "acme")))
                        .tenant());
    }

    @Test
    void otherLibraries() throws Exception {
        assertEquals(
                "log4j",
                agent.request(() -> ThreadContext.put("tenant", "log4j")).tenant());
        assertEquals(
                "jboss",
                agent.request(() -> org.jboss.logmanager.MDC.put("tenant", "jboss"))
                        .tenant());
    }

    @Test
    void runsToo() {
        CronRun run = CronRun.start(new Job("Nightly", "nightly", null), -1);
        try (Attachment attached = run.attach()) {
            MDC.put("tenant", "acme");
        }
        run.end(null, null);
        assertEquals("acme", run.tenant());
    }
}
