package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Stretch;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Weaving;

/**
 * Reactor's scheduler of virtual threads, from 3.6 on: each task gets a thread of its own, but tasks queue up, and whichever
 * is done makes the next one's thread. Its other schedulers are thread pools of the JDK.
 */
public final class ReactorSchedulers implements Instrumentation {
    @Override
    public String family() {
        return "concurrent";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("reactor.core.scheduler.BoundedElasticThreadPerTaskScheduler$SchedulerTask")
                .method("<init>", null)
                .with("Queue")
                .method("start", "()Z")
                .with("Start")
                .method("run", "()V")
                .with("Run");
    }

    /** A task is put into a queue. */
    public static final class Queue {
        /** What it runs is its second argument. */
        @OnExit
        public static void exit(@Argument(1) Object task) {
            Carried.note(task);
        }
    }

    /** A thread is made for a task. */
    public static final class Start {
        /** Whoever makes it has nothing to do with the task. */
        @OnEnter
        public static Object enter() {
            return SpanRecord.detach();
        }

        /** It has been started. */
        @OnExit
        public static void exit(@Entered Object detached) {
            ((Stretch) detached).close();
        }
    }

    /** The task's own thread runs it. */
    public static final class Run {
        @InsteadOfCall(owner = "java.lang.Runnable", name = "run")
        public static void run(Runnable task) {
            Carried.run(task);
        }
    }
}
