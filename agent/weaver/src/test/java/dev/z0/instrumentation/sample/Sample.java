package dev.z0.instrumentation.sample;

import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Entered;
import dev.z0.agent.core.weaving.InsteadOfCall;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.OnExit;
import dev.z0.agent.core.weaving.Origin;
import dev.z0.agent.core.weaving.Returned;
import dev.z0.agent.core.weaving.This;
import dev.z0.agent.core.weaving.Thrown;
import dev.z0.agent.core.weaving.Weaving;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Advice of every shape, for the weaver's own tests. What it saw goes through a system property's list. */
public final class Sample implements Instrumentation {
    /** Where advice, loaded by whatever loader, leaves what it saw. */
    @SuppressWarnings("unchecked")
    public static List<Object> seen() {
        return (List<Object>) System.getProperties().computeIfAbsent("z0.sample", k -> new CopyOnWriteArrayList<>());
    }

    @Override
    public String family() {
        return "sample";
    }

    @Override
    public void weave(Weaving weaving) {
        weaving.type("dev.z0.agent.weaver.Victim")
                .method("<init>", "(JLjava/lang/String;)V")
                .with("Made")
                .method("<init>", null)
                .with("MadeToo")
                .method("add", "(IJLjava/lang/String;)J")
                .with("Watch")
                .method("fail", "(Ljava/lang/String;)Ljava/lang/String;")
                .with("Watch2")
                .method("greet", "(Ljava/lang/String;)Ljava/lang/String;")
                .with("Rewrite")
                .method("runAll", "([Ljava/lang/Runnable;)V")
                .with("AroundRun")
                .method("loop", "(Ljava/lang/Object;)I")
                .with("Watch3");
        weaving.subtypesOf("dev.z0.agent.weaver.Shape").method("area", "(D)D").with("Area");
    }

    /** A constructor. */
    public static final class Made {
        /** Exits. */
        @OnExit
        public static void exit(@This Object made, @Argument(0) long number, @Argument(1) Object name) {
            seen().add("made " + made.getClass().getSimpleName() + ' ' + number + ' ' + name);
        }
    }

    /** The same constructor, and all others. */
    public static final class MadeToo {
        /** Exits. */
        @OnExit
        public static void exit(@Argument(0) long number, @Argument(1) Object name) {
            seen().add("made too " + number + ' ' + name);
        }
    }

    /** State, this, arguments and a long result. */
    public static final class Watch {
        /** Enters. */
        @OnEnter
        public static Object enter(
                @This Object self,
                @Argument(0) int i,
                @Argument(1) long l,
                @Argument(2) String s,
                @Origin String origin) {
            seen().add("enter " + i + ' ' + l + ' ' + s + ' ' + origin);
            return "state";
        }

        /** Exits. */
        @OnExit
        public static void exit(
                @Entered Object state,
                @Returned long result,
                @Thrown Throwable thrown,
                @Argument(2) Object s,
                @This Object self) {
            seen().add("exit " + state + ' ' + result + ' ' + thrown + ' ' + s + ' '
                    + self.getClass().getSimpleName());
        }
    }

    /** A throwing method. */
    public static final class Watch2 {
        /** Exits. */
        @OnExit
        public static void exit(@Returned Object result, @Thrown Throwable thrown) {
            seen().add("exit " + result + ' ' + thrown);
        }
    }

    /** A method whose frames matter. */
    public static final class Watch3 {
        /** Enters. */
        @OnEnter
        public static Object enter() {
            return 1;
        }

        /** Exits. */
        @OnExit
        public static void exit(@Entered Object state, @Argument(0) Object argument, @Returned int result) {
            seen().add("loop " + state + ' ' + argument + ' ' + result);
        }
    }

    /** Replaces argument and result. */
    public static final class Rewrite {
        /** The argument. */
        @OnEnter(replaces = 0)
        public static Object argument(@Argument(0) String name) {
            return name.toUpperCase();
        }

        /** The result. */
        @OnExit(replacesReturn = true)
        public static Object result(@Returned Object result) {
            return result + "!";
        }
    }

    /** Stands in for a call. */
    public static final class AroundRun {
        /** Makes the call. */
        @InsteadOfCall(owner = "java.lang.Runnable", name = "run")
        public static void run(Runnable task) {
            seen().add("before");
            task.run();
            seen().add("after");
        }
    }

    /** On subtypes. */
    public static final class Area {
        /** Exits. */
        @OnExit
        public static void exit(@This Object self, @Argument(0) double scale, @Returned double area) {
            seen().add("area " + self.getClass().getSimpleName() + ' ' + scale + ' ' + area);
        }
    }
}
