package dev.z0.instrumentation.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;

/** Another thread writes. */
class LogbackAsyncTest extends LogbackTest {
    @Override
    Appender<ILoggingEvent> inFront(Appender<ILoggingEvent> writing) {
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.addAppender(writing);
        async.start();
        return async;
    }
}
