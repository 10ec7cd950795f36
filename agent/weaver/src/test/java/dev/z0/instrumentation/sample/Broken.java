package dev.z0.instrumentation.sample;

import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.Weaving;

/** Advice that always fails. */
public final class Broken implements Instrumentation {
    @Override
    public String family() {
        return "broken";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("dev.z0.agent.weaver.Victim").method("broken", "(I)I").with("Throwing");
        weaving.type("dev.z0.agent.weaver.Victim")
                .method("runOne", "(Ljava/lang/Runnable;)V")
                .with("Unlinkable");
    }

    /** Always fails. */
    public static final class Throwing {
        /** Fails. */
        @OnEnter
        public static Object enter() {
            throw new IllegalStateException("advice");
        }

        /** Fails. */
        @OnExit(replacesReturn = true)
        public static int exit(@Entered Object state, @Returned int result) {
            throw new IllegalStateException("advice");
        }
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
