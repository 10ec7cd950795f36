package dev.z0.instrumentation.concurrent;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;

/**
 * A fork/join task runs for what whoever forked or submitted it works for; so do parallel streams. Every task enters a
 * pool by one of a few internal methods, which differ from one JDK to the next, and runs in {@code doExec}.
 */
public final class ForkJoin implements Instrumentation {
    @Override
    public String family() {
        return "concurrent";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("java.util.concurrent.ForkJoinPool")
                .method("externalPush", null) // 8
                .with("Submit")
                .method("externalSubmit", null) // 9 to 17; from 19 on public
                .with("Submit")
                .method("poolSubmit", null) // from 19 on
                .with("PoolSubmit");
        weaving.type("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask") // from 25 on
                .method("<init>", null)
                .with("Delay");
        weaving.type("java.util.concurrent.ForkJoinTask")
                .method("fork", null)
                .with("Fork")
                .method("doExec", null)
                .with("Run");
    }

    /** Hands a task over. */
    public static final class Submit {
        @OnEnter
        public static void enter(@Argument(0) Object task) {
            Carried.noteOnce(task);
        }
    }

    /** Hands a task over; the first argument is another. */
    public static final class PoolSubmit {
        @OnEnter
        public static void enter(@Argument(1) Object task) {
            Carried.noteOnce(task);
        }
    }

    /** A task is made that is to run later; without a period, once. */
    public static final class Delay {
        @OnExit
        public static void exit(@This Object task, @Argument(1) long periodNanos) {
            if (periodNanos == 0) {
                Carried.noteOnce(task);
            }
        }
    }

    /** A task hands itself over. */
    public static final class Fork {
        @OnEnter
        public static void enter(@This Object task) {
            Carried.noteOnce(task);
        }
    }

    /** A task runs, on whichever thread. */
    public static final class Run {
        @OnEnter
        public static Object enter(@This Object task) {
            SpanRecord span = Carried.take(task);
            return span == null || isCarrier() ? null : Carried.enter(span);
        }

        @OnExit
        public static void exit(@Entered Object attachment) {
            Carried.leave((Attachment) attachment);
        }

        /** A carrier's task is a stretch of some virtual thread, not work of whoever woke that thread up. */
        private static boolean isCarrier() {
            return "jdk.internal.misc.CarrierThread"
                    .equals(Thread.currentThread().getClass().getName());
        }
    }
}
