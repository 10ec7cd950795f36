package dev.z0.instrumentation.http.apache;

import dev.z0.agent.core.record.Attachment;
import org.apache.hc.core5.concurrent.FutureCallback;

/** Whom an exchange's outcome is told; also where the application wants to be told nothing. */
final class Callback5<T> implements FutureCallback<T> {
    private final FutureCallback<T> callback;
    private final ApacheExchange exchange;

    Callback5(FutureCallback<T> callback, ApacheExchange exchange) {
        this.callback = callback;
        this.exchange = exchange;
    }

    @Override
    public void completed(T result) {
        exchange.ended(null);
        if (callback != null) {
            try (Attachment attached = exchange.asCaller()) {
                callback.completed(result);
            }
        }
    }

    @Override
    public void failed(Exception failure) {
        exchange.ended(failure);
        if (callback != null) {
            try (Attachment attached = exchange.asCaller()) {
                callback.failed(failure);
            }
        }
    }

    @Override
    public void cancelled() {
        exchange.cancelled();
        if (callback != null) {
            try (Attachment attached = exchange.asCaller()) {
                callback.cancelled();
            }
        }
    }
}
