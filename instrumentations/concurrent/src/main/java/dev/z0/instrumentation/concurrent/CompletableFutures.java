package dev.z0.instrumentation.concurrent;

import dev.z0.agent.core.weaving.Argument;
import dev.z0.agent.core.weaving.Instrumentation;
import dev.z0.agent.core.weaving.OnEnter;
import dev.z0.agent.core.weaving.Weaving;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a stage of a CompletableFuture does runs for what whoever added the stage works for, whichever thread completes
 * it. Functions given to a future can't be had back from it, so they, unlike tasks, can be wrapped; which also serves
 * executors of any kind. The methods are the private ones behind all public ones, the same in Java 8 to 25.
 */
public final class CompletableFutures implements Instrumentation {
    private static final String EXECUTOR = "(Ljava/util/concurrent/Executor;";
    private static final String FUTURE = ")Ljava/util/concurrent/CompletableFuture;";
    private static final String OTHER = "Ljava/util/concurrent/CompletionStage;";
    private static final String RUNNABLE = "Ljava/lang/Runnable;";
    private static final String FUNCTION = "Ljava/util/function/Function;";
    private static final String BI_FUNCTION = "Ljava/util/function/BiFunction;";
    private static final String CONSUMER = "Ljava/util/function/Consumer;";
    private static final String BI_CONSUMER = "Ljava/util/function/BiConsumer;";

    @Override
    public String family() {
        return "concurrent";
    }

    @Override
    public void weave(Weaving weaving) {
        Weaving.Target future = weaving.type("java.util.concurrent.CompletableFuture");
        String supplier = "Ljava/util/function/Supplier;";
        future.method("asyncSupplyStage", EXECUTOR + supplier + FUTURE).with("Supply");
        future.method("asyncRunStage", EXECUTOR + RUNNABLE + FUTURE).with("Run");
        future.method("uniApplyStage", EXECUTOR + FUNCTION + FUTURE).with("Apply");
        future.method("uniAcceptStage", EXECUTOR + CONSUMER + FUTURE).with("Accept");
        future.method("uniRunStage", EXECUTOR + RUNNABLE + FUTURE).with("Run");
        future.method("uniWhenCompleteStage", EXECUTOR + BI_CONSUMER + FUTURE).with("AcceptBoth");
        future.method("uniHandleStage", EXECUTOR + BI_FUNCTION + FUTURE).with("ApplyBoth");
        future.method("uniExceptionallyStage", '(' + FUNCTION + FUTURE).with("ApplyFirst"); // 8
        future.method("uniExceptionallyStage", EXECUTOR + FUNCTION + FUTURE).with("Apply");
        future.method("uniComposeExceptionallyStage", EXECUTOR + FUNCTION + FUTURE)
                .with("Apply");
        future.method("uniComposeStage", EXECUTOR + FUNCTION + FUTURE).with("Apply");
        future.method("biApplyStage", EXECUTOR + OTHER + BI_FUNCTION + FUTURE).with("ApplyTwo");
        future.method("biAcceptStage", EXECUTOR + OTHER + BI_CONSUMER + FUTURE).with("AcceptTwo");
        future.method("biRunStage", EXECUTOR + OTHER + RUNNABLE + FUTURE).with("RunThird");
        future.method("orApplyStage", EXECUTOR + OTHER + FUNCTION + FUTURE).with("ApplyThird");
        future.method("orAcceptStage", EXECUTOR + OTHER + CONSUMER + FUTURE).with("AcceptThird");
        future.method("orRunStage", EXECUTOR + OTHER + RUNNABLE + FUTURE).with("RunThird");
    }

    /** A supplier after the executor. */
    public static final class Supply {
        @OnEnter(replaces = 1)
        public static Supplier<?> enter(@Argument(1) Supplier<?> supplier) {
            return Carrying.supplier(supplier);
        }
    }

    /** A task after the executor. */
    public static final class Run {
        @OnEnter(replaces = 1)
        public static Runnable enter(@Argument(1) Runnable task) {
            return Carrying.runnable(task);
        }
    }

    /** A function after the executor. */
    public static final class Apply {
        @OnEnter(replaces = 1)
        public static Function<?, ?> enter(@Argument(1) Function<?, ?> function) {
            return Carrying.function(function);
        }
    }

    /** A function alone. */
    public static final class ApplyFirst {
        @OnEnter(replaces = 0)
        public static Function<?, ?> enter(@Argument(0) Function<?, ?> function) {
            return Carrying.function(function);
        }
    }

    /** A consumer after the executor. */
    public static final class Accept {
        @OnEnter(replaces = 1)
        public static Consumer<?> enter(@Argument(1) Consumer<?> consumer) {
            return Carrying.consumer(consumer);
        }
    }

    /** A consumer of result and exception after the executor. */
    public static final class AcceptBoth {
        @OnEnter(replaces = 1)
        public static BiConsumer<?, ?> enter(@Argument(1) BiConsumer<?, ?> consumer) {
            return Carrying.biConsumer(consumer);
        }
    }

    /** A function of result and exception after the executor. */
    public static final class ApplyBoth {
        @OnEnter(replaces = 1)
        public static BiFunction<?, ?, ?> enter(@Argument(1) BiFunction<?, ?, ?> function) {
            return Carrying.biFunction(function);
        }
    }

    /** A function of two results after the executor and the other stage. */
    public static final class ApplyTwo {
        @OnEnter(replaces = 2)
        public static BiFunction<?, ?, ?> enter(@Argument(2) BiFunction<?, ?, ?> function) {
            return Carrying.biFunction(function);
        }
    }

    /** A consumer of two results after the executor and the other stage. */
    public static final class AcceptTwo {
        @OnEnter(replaces = 2)
        public static BiConsumer<?, ?> enter(@Argument(2) BiConsumer<?, ?> consumer) {
            return Carrying.biConsumer(consumer);
        }
    }

    /** A task after the executor and the other stage. */
    public static final class RunThird {
        @OnEnter(replaces = 2)
        public static Runnable enter(@Argument(2) Runnable task) {
            return Carrying.runnable(task);
        }
    }

    /** A function after the executor and the other stage. */
    public static final class ApplyThird {
        @OnEnter(replaces = 2)
        public static Function<?, ?> enter(@Argument(2) Function<?, ?> function) {
            return Carrying.function(function);
        }
    }

    /** A consumer after the executor and the other stage. */
    public static final class AcceptThird {
        @OnEnter(replaces = 2)
        public static Consumer<?> enter(@Argument(2) Consumer<?> consumer) {
            return Carrying.consumer(consumer);
        }
    }
}
