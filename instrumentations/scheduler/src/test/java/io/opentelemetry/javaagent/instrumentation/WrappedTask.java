package io.opentelemetry.javaagent.instrumentation;

/** As an agent beside z0 puts around what is scheduled, to trace it. */
public class WrappedTask implements Runnable {
    private final Runnable task;

    public WrappedTask(Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        task.run();
    }

    /** For tasks of long runs. */
    public static final class LongRunning extends WrappedTask {
        /** Around this task. */
        public LongRunning(Runnable task) {
            super(task);
        }
    }
}
