package dev.z0.instrumentation.concurrent;

import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;

/** A task given to a thread pool, at once or after a delay, runs for what its submitter works for. */
public final class ThreadPools implements Instrumentation {
    private static final String RUNNABLE = "(Ljava/lang/Runnable;)V";

    @Override
    public String family() {
        return "concurrent";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("java.util.concurrent.ThreadPoolExecutor")
                .method("execute", RUNNABLE)
                .with("Submit")
                .method("reject", RUNNABLE)
                .with("Reject")
                .method("remove", "(Ljava/lang/Runnable;)Z")
                .with("Remove")
                .method("runWorker", null)
                .with("Run");
        weaving.type("java.util.concurrent.ScheduledThreadPoolExecutor")
                .method("delayedExecute", null)
                .with("Schedule");
        // GlassFish's, Payara's and WildFly's managed pool is a subclass of that, with a method of its own.
        String managed = ".internal.ManagedScheduledThreadPoolExecutor";
        for (String concurro : new String[] {"org.glassfish.enterprise.concurrent", "org.glassfish.concurro"}) {
            weaving.type(concurro + managed).method("delayedExecute", null).with("Schedule");
        }
        // Tomcat's own pool is a copy of the JDK's; before 9.0.56 it was a subclass, and has no executeInternal.
        weaving.type("org.apache.tomcat.util.threads.ThreadPoolExecutor")
                .method("executeInternal", RUNNABLE)
                .with("Submit")
                .method("runWorker", null)
                .with("Run");
        weaving.type("org.eclipse.jetty.util.thread.QueuedThreadPool")
                .method("execute", RUNNABLE)
                .with("Submit")
                .method("runJob", RUNNABLE)
                .with("Run");
        // Undertow's and WildFly's pool: a task goes through as it is, and from 3.2 on in one of the pool's own.
        // safeRun runs it, later ThreadBody.run, and from 3.8 on runThreadBody.
        weaving.type("org.jboss.threads.EnhancedQueueExecutor")
                .method("tryExecute", "(Ljava/lang/Runnable;)I")
                .with("Submit")
                .method("safeRun", RUNNABLE)
                .with("Run")
                .method("runThreadBody", "()V")
                .with("Run");
        weaving.type("org.jboss.threads.EnhancedQueueExecutor$Task")
                .method("<init>", null)
                .with("Wrap");
        weaving.type("org.jboss.threads.EnhancedQueueExecutor$ThreadBody")
                .method("run", "()V")
                .with("Run");
    }

    /** Hands a task over. */
    public static final class Submit {
        @OnEnter
        public static void enter(@Argument(0) Object task) {
            Carried.note(task);
        }
    }

    /** A pool wraps a task into one of its own, and hands that over. */
    public static final class Wrap {
        @OnExit
        public static void exit(@This Object task) {
            Carried.noteOnce(task);
        }
    }

    /** Hands a task over for later. A periodic one belongs to nobody's request: each run is a unit of its own. */
    public static final class Schedule {
        @OnEnter
        public static void enter(@Argument(0) Object task) {
            if (task instanceof RunnableScheduledFuture && !((RunnableScheduledFuture<?>) task).isPeriodic()) {
                Carried.note(task);
            }
        }
    }

    /**
     * A task that the pool refuses. The JDK's own policies drop it, run it here or submit it again; what others do
     * can't be known: many put it into the queue themselves.
     */
    public static final class Reject {
        @OnEnter
        public static void enter(@This ThreadPoolExecutor pool, @Argument(0) Object task) {
            if (pool.getRejectedExecutionHandler().getClass().getName().startsWith("java.util.concurrent.")) {
                Carried.take(task);
            }
        }
    }

    /** A task that is taken back. */
    public static final class Remove {
        @OnExit
        public static void exit(@Argument(0) Object task, @Returned boolean removed) {
            if (removed) {
                Carried.take(task);
            }
        }
    }

    /** A pool's thread runs a task. */
    public static final class Run {
        @InsteadOfCall(owner = "java.lang.Runnable", name = "run")
        public static void run(Runnable task) {
            Carried.run(task);
        }
    }
}
