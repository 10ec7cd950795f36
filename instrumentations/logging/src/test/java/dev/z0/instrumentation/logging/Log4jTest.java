package dev.z0.instrumentation.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.z0.agent.core.record.Request;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.NullConfiguration;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

class Log4jTest extends LoggingSuite {
    LoggerContext context;
    private Logger logger;

    LoggerContext context() {
        return new LoggerContext("shop");
    }

    /** The name of the appender that the logger has, in front of the one that writes. */
    String inFront(Configuration configuration, Appender writing) {
        return writing.getName();
    }

    LoggerConfig loggerConfig() {
        return new LoggerConfig("shop", Level.INFO, false);
    }

    @Override
    void open() {
        context = context();
        Configuration configuration = new NullConfiguration();
        Appender writing = new AbstractAppender("writing", null, null, false, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                written.add(event.getContextData().toMap());
            }
        };
        configuration.addAppender(writing);
        String first = inFront(configuration, writing);
        LoggerConfig shop = loggerConfig();
        shop.addAppender(configuration.getAppender(first), null, null);
        configuration.addLogger("shop", shop);
        context.start(configuration);
        logger = context.getLogger("shop");
    }

    static AppenderRef ref(String name) {
        return AppenderRef.createAppenderRef(name, null, null);
    }

    @Override
    void close() {
        context.stop();
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
        ThreadContext.put(key, value);
    }

    @Override
    String get(String key) {
        return ThreadContext.get(key);
    }

    @Override
    void remove(String key) {
        ThreadContext.remove(key);
    }

    @Test
    void everyWayToLogAnError() throws Exception {
        IllegalStateException thrown = new IllegalStateException();
        Request request = agent.request(() -> {
            logger.error("order {} failed", 7, thrown);
            logger.atError().withThrowable(thrown).log("order {} failed", 8);
            logger.fatal("down");
            logger.logMessage(
                    "here", Level.ERROR, null, logger.getMessageFactory().newMessage("direct"), null);
        });
        assertEquals("order 7 failed", request.loggedErrors().get(0).message());
        assertEquals(thrown, request.loggedErrors().get(0).thrown());
        assertEquals("order 8 failed", request.loggedErrors().get(1).message());
        assertEquals(thrown, request.loggedErrors().get(1).thrown());
        assertEquals("down", request.loggedErrors().get(2).message());
        assertEquals("direct", request.loggedErrors().get(3).message());
        assertEquals(4, request.loggedCount());
    }
}
