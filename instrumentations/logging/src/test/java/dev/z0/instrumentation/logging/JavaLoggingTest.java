package dev.z0.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.z0.agent.core.record.Request;
import dev.z0.testing.TestAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JavaLoggingTest {
    private final TestAgent agent = LoggingSuite.weave();
    private final Logger logger = Logger.getLogger("dev.z0.sample");
    private final List<String> printed = new ArrayList<>();
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            printed.add(formatter.formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void open() {
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.INFO);
        logger.addHandler(handler);
    }

    @AfterEach
    void close() {
        logger.removeHandler(handler);
    }

    @Test
    void errorsReachTheRequest() throws Exception {
        IllegalStateException thrown = new IllegalStateException();
        Request request = agent.request(() -> {
            logger.warning("not this");
            logger.log(Level.SEVERE, "order failed", thrown);
        });
        assertEquals("order failed", request.logged().message());
        assertSame(thrown, request.logged().thrown());
        assertEquals(1, request.loggedCount());
    }

    @Test
    void whatIsPrintedStaysAsItIs() throws Exception {
        agent.request(() -> logger.log(Level.SEVERE, "order {0} failed", 7));
        assertEquals(List.of("order 7 failed"), printed);
    }

    @Test
    void parametersAreFilledIn() throws Exception {
        Request request = agent.request(() -> logger.log(Level.SEVERE, "order {0} failed", 7));
        assertEquals("order 7 failed", request.logged().message());
    }

    @Test
    void whatTheLevelForbidsIsNoError() throws Exception {
        logger.setLevel(Level.OFF);
        Request request = agent.request(() -> {
            logger.severe("silent");
            logger.log(new LogRecord(Level.SEVERE, "silent too"));
        });
        assertNull(request.logged());
    }

    @Test
    void whatAHandlerLogsDoesNotCount() throws Exception {
        Handler logsItself = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (!record.getMessage().equals("disk full")) {
                    logger.severe("disk full");
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(logsItself);
        try {
            Request request = agent.request(() -> logger.severe("order failed"));
            assertEquals("order failed", request.logged().message());
            assertEquals(1, request.loggedCount());
        } finally {
            logger.removeHandler(logsItself);
        }
    }
}
