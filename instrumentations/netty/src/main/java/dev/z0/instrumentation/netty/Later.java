package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.SpanRecord;
import java.util.concurrent.Callable;

/** A task that runs later for what it was handed over for. */
final class Later<T> implements Runnable, Callable<T> {
    private final SpanRecord span;
    private final Runnable task;
    private final Callable<T> call;

    /** One of both is null. */
    Later(SpanRecord span, Runnable task, Callable<T> call) {
        this.span = span;
        this.task = task;
        this.call = call;
    }

    @Override
    public void run() {
        Attachment attachment = Carried.enter(span);
        try {
            task.run();
        } finally {
            Carried.leave(attachment);
        }
    }

    @Override
    public T call() throws Exception {
        Attachment attachment = Carried.enter(span);
        try {
            return call.call();
        } finally {
            Carried.leave(attachment);
        }
    }
}
