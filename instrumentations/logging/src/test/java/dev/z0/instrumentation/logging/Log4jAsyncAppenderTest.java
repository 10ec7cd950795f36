package dev.z0.instrumentation.logging;

import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;

/** Another thread writes, out of a queue. */
class Log4jAsyncAppenderTest extends Log4jTest {
    @Override
    String inFront(Configuration configuration, Appender writing) {
        AsyncAppender async = AsyncAppender.newBuilder()
                .setName("async")
                .setAppenderRefs(new AppenderRef[] {ref(writing.getName())})
                .setConfiguration(configuration)
                .build();
        configuration.addAppender(async);
        return async.getName();
    }
}
