package dev.z0.instrumentation.netty;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.Enclosing;
import dev.z0.agent.core.record.Request;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Stretch;
import dev.z0.agent.core.record.Summary;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;

/**
 * Vert.x makes a context for each request from 4.1 on, and calls the application back in it, whatever happened in between
 * and on whichever thread: so what is done in the context is done for the request. So it is for a run of a job. Blocking code waits
 * in queues, which one thread may empty for many requests: here each task is its own request's.
 */
public final class VertxContexts implements Instrumentation {
    @Override
    public String family() {
        return "netty";
    }

    @Override
    public void weave(Weaving weaving) {
        String core = "io.vertx.core.impl.";
        for (String context : new String[] {core + "ContextImpl", core + "DuplicatedContext"}) {
            weaving.type(context).method("duplicate", null).with("Make");
        }
        for (String context : new String[] {core + "DuplicatedContext", core + "ContextBase"}) {
            weaving.type(context)
                    .method("emit", null)
                    .with("Work")
                    .method("execute", null)
                    .with("Work");
        }
        for (String context : new String[] {core + "ContextInternal", "io.vertx.core.internal.ContextInternal"}) {
            weaving.type(context).method("dispatch", null).with("Work");
        }
        weaving.type(core + "TaskQueue")
                .method("execute", "(Ljava/lang/Runnable;Ljava/util/concurrent/Executor;)V")
                .with("Queue")
                .method("run", "()V")
                .with("Empty");
    }

    /** A context is made for something of its own. */
    public static final class Make {
        /** It belongs to the request or run that is worked for. */
        @OnExit
        public static void exit(@Returned Object context) {
            Summary unit = Enclosing.outermost(SpanRecord.current());
            if (unit instanceof Request && context != null) {
                ((Request) unit).carriedWhileOpen(context);
            } else if (unit != null && context != null) {
                unit.carriedBy(context);
            }
        }
    }

    /** Something is done in a context, or handed over to the thread that does it. */
    public static final class Work {
        /** It begins. */
        @OnEnter
        public static Object enter(@This Object context) {
            Summary unit = Summary.carriedIn(context);
            return unit == null || unit.ended() || unit == Enclosing.outermost(SpanRecord.current())
                    ? null
                    : unit.attach();
        }

        /** It is done. */
        @OnExit
        public static void exit(@Entered Object attached) {
            if (attached != null) {
                ((Attachment) attached).close();
            }
        }
    }

    /** A task is put into a queue. */
    public static final class Queue {
        /** The task is this request's; whoever is to empty the queue, which may be asked for now, is nobody's. */
        @OnEnter
        public static Object enter(@Argument(0) Object task) {
            Carried.note(task);
            return SpanRecord.detach();
        }

        /** It has been put there. */
        @OnExit
        public static void exit(@Entered Object detached) {
            ((Stretch) detached).close();
        }
    }

    /** A thread empties a queue. */
    public static final class Empty {
        /** A task runs. */
        @InsteadOfCall(owner = "java.lang.Runnable", name = "run")
        public static void run(Runnable task) {
            Carried.run(task);
        }
    }
}
