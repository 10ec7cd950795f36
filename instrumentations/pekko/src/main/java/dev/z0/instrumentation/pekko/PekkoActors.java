package dev.z0.instrumentation.pekko;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.record.SpanRecord;
import dev.z0.agent.core.record.Stretch;
import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;

/**
 * An actor handles a message for what whoever sent it works for. Not so its mailbox: whose message put it to work says
 * nothing of the messages that it finds. Of Pekko and of Akka.
 */
public final class PekkoActors implements Instrumentation {
    @Override
    public String family() {
        return PekkoHttp.FAMILY;
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.alsoAs("org.apache.pekko.", "akka.");
        weaving.type("org.apache.pekko.dispatch.Envelope")
                .method("<init>", null)
                .with("Send");
        weaving.type("org.apache.pekko.actor.ActorCell")
                .method("invoke", "(Lorg/apache/pekko/dispatch/Envelope;)V")
                .with("Handle");
        weaving.type("org.apache.pekko.dispatch.Dispatcher")
                .method("registerForExecution", null)
                .with("Wake");
    }

    /** A message is sent. */
    public static final class Send {
        @OnExit
        public static void exit(@This Object envelope) {
            Carried.noteOnce(envelope);
        }
    }

    /** An actor handles a message. */
    public static final class Handle {
        @OnEnter
        public static Object enter(@Argument(0) Object envelope) {
            return Carried.enter(Carried.take(envelope));
        }

        @OnExit
        public static void exit(@Entered Object attached) {
            Carried.leave((Attachment) attached);
        }
    }

    /** A mailbox is given to a thread pool. */
    public static final class Wake {
        @OnEnter
        public static Object enter() {
            return Carried.current() == null ? null : SpanRecord.detach();
        }

        @OnExit
        public static void exit(@Entered Object detached) {
            if (detached != null) {
                ((Stretch) detached).close();
            }
        }
    }
}
