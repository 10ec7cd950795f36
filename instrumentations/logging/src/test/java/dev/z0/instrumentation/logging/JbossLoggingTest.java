package dev.z0.instrumentation.logging;

import java.util.logging.Level;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.MDC;

class JbossLoggingTest extends LoggingSuite {
    private final Logger logger = LogContext.create().getLogger("shop");

    @Override
    void open() {
        logger.setLevel(Level.INFO);
        logger.addHandler(new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord record) {
                written.add(record.getMdcCopy());
            }
        });
    }

    @Override
    void close() {
        logger.clearHandlers();
    }

    @Override
    void info(String message) {
        logger.info(message);
    }

    @Override
    void warn(String message) {
        logger.warning(message);
    }

    @Override
    void error(String message, Throwable thrown) {
        logger.log(Level.SEVERE, message, thrown);
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
}
