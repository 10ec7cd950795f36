package dev.z0.instrumentation.concurrent;

import dev.z0.agent.core.record.Attachment;
import dev.z0.agent.core.record.Carried;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Weaving;

/** What is to follow on a Scala future runs for what whoever asked for it works for, whichever thread completes it. */
public final class ScalaFutures implements Instrumentation {
    @Override
    public String family() {
        return "concurrent";
    }

    @Override
    public void weave(Weaving weaving) {
        String[] links = {"CallbackRunnable", "Promise$Transformation"}; // up to 2.12, from 2.13 on
        for (String link : links) {
            weaving.type("scala.concurrent.impl." + link)
                    .method("<init>", null)
                    .with("Follow")
                    .method("run", "()V")
                    .with("Run");
        }
    }

    /** Something is to follow. */
    public static final class Follow {
        @OnExit
        public static void exit(@This Object link) {
            Carried.noteOnce(link);
        }
    }

    /** It follows. */
    public static final class Run {
        @OnEnter
        public static Object enter(@This Object link) {
            return Carried.enter(Carried.take(link));
        }

        @OnExit
        public static void exit(@Entered Object attachment) {
            Carried.leave((Attachment) attachment);
        }
    }
}
