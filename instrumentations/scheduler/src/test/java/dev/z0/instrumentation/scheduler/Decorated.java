package dev.z0.instrumentation.scheduler;

import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A task of a pool in an application's own wrapping. */
final class Decorated<V> implements RunnableScheduledFuture<V> {
    private final RunnableScheduledFuture<V> inner;

    Decorated(RunnableScheduledFuture<V> inner) {
        this.inner = inner;
    }

    @Override
    public boolean isPeriodic() {
        return inner.isPeriodic();
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return inner.getDelay(unit);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public void run() {
        inner.run();
    }

    @Override
    public boolean cancel(boolean interrupt) {
        return inner.cancel(interrupt);
    }

    @Override
    public boolean isCancelled() {
        return inner.isCancelled();
    }

    @Override
    public boolean isDone() {
        return inner.isDone();
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        return inner.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }
}
