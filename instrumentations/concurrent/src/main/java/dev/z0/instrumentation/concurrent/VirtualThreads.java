package dev.z0.instrumentation.concurrent;

import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;

/**
 * A virtual thread works for what whoever made it works for: it lives for one task. Platform threads are not followed:
 * most are a pool's, which would work for the request that happened to need one more thread until the end of its days.
 * Spring's executor that starts a thread for each task is the exception.
 *
 * <p>A virtual thread's task is wrapped where the thread is made, the one place behind all ways to get one: nothing then
 * runs while the thread is being mounted, and no thread has to be remembered.
 */
public final class VirtualThreads implements Instrumentation {
    @Override
    public String family() {
        return "concurrent";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("java.lang.ThreadBuilders")
                .method(
                        "newVirtualThread",
                        "(Ljava/util/concurrent/Executor;Ljava/lang/String;ILjava/lang/Runnable;)Ljava/lang/Thread;")
                .with("Make");
        weaving.type("org.springframework.core.task.SimpleAsyncTaskExecutor")
                .method("doExecute", "(Ljava/lang/Runnable;)V")
                .with("Start");
    }

    /** Makes a thread; the task is the last argument. */
    public static final class Make {
        @OnEnter(replaces = 3)
        public static Runnable enter(@Argument(3) Runnable task) {
            return Carrying.runnable(task);
        }
    }

    /** Starts a thread for the task. */
    public static final class Start {
        @OnEnter(replaces = 0)
        public static Runnable enter(@Argument(0) Runnable task) {
            return Carrying.runnable(task);
        }
    }
}
