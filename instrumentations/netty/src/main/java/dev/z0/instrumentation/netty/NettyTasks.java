package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;
import java.util.concurrent.Callable;

/** A task given to an event loop, at once or after a delay, runs for what whoever gave it works for. */
public final class NettyTasks implements Instrumentation {
    private static final String CONCURRENT = "io.netty.util.concurrent.";

    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.alsoAs("io.netty.", "io.grpc.netty.shaded.io.netty.");
        weaving.type(CONCURRENT + "SingleThreadEventExecutor")
                .method("execute", "(Ljava/lang/Runnable;)V")
                .with("Submit")
                .method("runAllTasks", null) // up to 4.1.1
                .with("Run");
        weaving.type(CONCURRENT + "AbstractEventExecutor")
                .method("safeExecute", null) // up to 4.1.72
                .with("Run")
                .method("runTask", null)
                .with("Run");
        weaving.type(CONCURRENT + "DefaultEventExecutor")
                .method("run", "()V") // up to 4.1.72
                .with("Run");
        String after = "JLjava/util/concurrent/TimeUnit;)Lio/netty/util/concurrent/ScheduledFuture;";
        weaving.type(CONCURRENT + "AbstractScheduledEventExecutor")
                .method("schedule", "(Ljava/lang/Runnable;" + after)
                .with("Schedule")
                .method("schedule", "(Ljava/util/concurrent/Callable;" + after)
                .with("ScheduleCall");
    }

    /** Hands a task over. */
    public static final class Submit {
        @OnEnter
        public static void enter(@Argument(0) Object task) {
            Carried.note(task);
        }
    }

    /** An event loop's thread runs a task. */
    public static final class Run {
        @InsteadOfCall(owner = "java.lang.Runnable", name = "run")
        public static void run(Runnable task) {
            Carried.run(task);
        }
    }

    /** Hands a task over for later. The event loop puts it into a task of its own, and nobody can ask for it again. */
    public static final class Schedule {
        @OnEnter(replaces = 0)
        public static Runnable enter(@Argument(0) Runnable task) {
            SpanRecord span = Carried.current();
            if (span == null || task == null) {
                return task;
            }
            return () -> {
                Attachment attachment = Carried.enter(span);
                try {
                    task.run();
                } finally {
                    Carried.leave(attachment);
                }
            };
        }
    }

    /** As {@link Schedule}, with a result. */
    public static final class ScheduleCall {
        @OnEnter(replaces = 0)
        public static Callable<?> enter(@Argument(0) Callable<?> task) {
            SpanRecord span = Carried.current();
            if (span == null || task == null) {
                return task;
            }
            return () -> {
                Attachment attachment = Carried.enter(span);
                try {
                    return task.call();
                } finally {
                    Carried.leave(attachment);
                }
            };
        }
    }
}
