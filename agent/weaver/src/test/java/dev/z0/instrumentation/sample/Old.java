package dev.z0.instrumentation.sample;

import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.Weaving;

/** Advice on a class file of Java 6. */
public final class Old implements Instrumentation {
    @Override
    public String family() {
        return "old";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("dev.z0.agent.weaver.OldVictim")
                .method("add", "(IJLjava/lang/String;)J")
                .with(Sample.Watch.class.getName())
                .method("runAll", "([Ljava/lang/Runnable;)V")
                .with(Sample.AroundRun.class.getName())
                .method("runOne", "(Ljava/lang/Runnable;)V")
                .with("Unlinkable");
    }

    /** Cannot be initialised. */
    public static final class Unlinkable {
        private static final int NONE = Integer.parseInt("none");

        /** Never runs. */
        @InsteadOfCall(owner = "java.lang.Runnable", name = "run")
        public static void inTheirPlace(Object task) {
            throw new IllegalStateException("advice " + NONE);
        }
    }
}
