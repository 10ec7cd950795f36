package dev.z0.instrumentation.logging;

import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;

/** Another thread makes the events and writes them, out of a ring buffer. */
class Log4jAsyncLoggerTest extends Log4jTest {
    @Override
    LoggerContext context() {
        return new AsyncLoggerContext("shop");
    }
}
