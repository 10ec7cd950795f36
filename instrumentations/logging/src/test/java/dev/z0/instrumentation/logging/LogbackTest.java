package dev.z0.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.z0.agent.core.record.Request;
import java.util.HashMap;
import java.util.logging.LogManager;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.bridge.SLF4JBridgeHandler;

class LogbackTest extends LoggingSuite {
    final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    final Logger logger = context.getLogger("shop");
    private Appender<ILoggingEvent> appender;

    /** Another one in front of the one that writes. */
    Appender<ILoggingEvent> inFront(Appender<ILoggingEvent> writing) {
        return writing;
    }

    @Override
    void open() {
        AppenderBase<ILoggingEvent> writing = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                written.add(new HashMap<>(event.getMDCPropertyMap()));
            }
        };
        writing.setContext(context);
        writing.start();
        appender = inFront(writing);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    @Override
    void close() {
        logger.detachAppender(appender);
        appender.stop();
    }

    @Override
    void info(String message) {
        logger.info(message);
    }

    @Override
    void warn(String message) {
        logger.warn(message);
    }

    @Override
    void error(String message, Throwable thrown) {
        logger.error(message, thrown);
    }

    @Override
    void put(String key, String value) {
        MDC.put(key, value);
    }

    @Override
    String get(String key) {
        return MDC.get(key);
    }

    @Override
    void remove(String key) {
        MDC.remove(key);
    }

    @Test
    void aBridgedErrorCountsOnce() throws Exception {
        LogManager.getLogManager().getLogger("").addHandler(new SLF4JBridgeHandler());
        try {
            java.util.logging.Logger bridged = java.util.logging.Logger.getLogger("shop");
            Request request = agent.request(() -> bridged.severe("order failed"));
            assertEquals("order failed", request.logged().message());
            assertEquals(1, request.loggedCount());
            assertEquals(request.requestId(), next().get("request_id"));
        } finally {
            SLF4JBridgeHandler.uninstall();
        }
    }

    @Test
    void parametersAreFilledIn() throws Exception {
        IllegalStateException thrown = new IllegalStateException();
        Request request = agent.request(() -> logger.error("order {} failed", 7, thrown));
        assertEquals("order 7 failed", request.logged().message());
        assertEquals(thrown, request.logged().thrown());
    }
}
